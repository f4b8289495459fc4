package org.slapos.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatOptionTest {
  @Test
  void reading_commands_print_columns_documents_or_names(@TempDir Path folder) throws IOException {
    try (var master = ClientMaster.start(folder, 2)) {
      var terminal = master.terminal("");
      terminal.run("request", "b", "http://sr/b.cfg", "--parameters", "port=80");
      terminal.run("request", "a", "http://sr/a.cfg");

      terminal.run("service", "list", "--format", "name");
      assertThat(terminal.out()).isEqualTo("a\nb\n");
      terminal.run("list", "--format", "table");
      assertThat(terminal.out()).isEqualTo("SERVICE  SOFTWARE URL\na        http://sr/a.cfg\nb        http://sr/b.cfg\n");
      terminal.run("list", "--format", "yaml");
      assertThat(terminal.out()).isEqualTo("a: http://sr/a.cfg\nb: http://sr/b.cfg\n");
      terminal.run("list", "--format", "json");
      assertThat(terminal.out()).isEqualTo("{\n  \"a\": \"http://sr/a.cfg\",\n  \"b\": \"http://sr/b.cfg\"\n}\n");

      terminal.run("info", "b", "--format", "table");
      assertThat(terminal.out()).contains("software-url              http://sr/b.cfg\n", "instance-parameters.port  80\n");
      terminal.run("info", "b", "--format", "yaml");
      assertThat(terminal.out()).contains("software-url: http://sr/b.cfg\n", "shared: false\n");
      terminal.run("info", "b", "--format", "name");
      assertThat(terminal.out()).isEqualTo("b\n");

      terminal.run("computer", "list", "--format", "name");
      assertThat(terminal.out()).isEqualTo("COMP-0\n");
      terminal.run("computer", "list", "--format", "yaml");
      assertThat(terminal.out()).contains("reference: COMP-0");
      assertThat(terminal.run("computer", "list", "--format", "xml")).isEqualTo(2);
    }
  }
}
