package org.slapos.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;

class NodeFormatCommandTest {
  @TempDir Path folder;
  private Path configuration;
  private TestTerminal terminal;

  @BeforeEach
  void node() throws IOException {
    terminal = new TestTerminal(folder);
    configuration = folder.resolve("slapos.cfg");
    Files.writeString(folder.resolve("definition.cfg"), """
        [computer]
        [partition_0]
        pathname = slappart0
        user = me
        network_interface =
        """);
    Files.writeString(configuration, """
        [slapos]
        computer_id = COMP-1
        master_url = http://127.0.0.1:1/
        software_root = %1$s/soft
        instance_root = %1$s/inst
        root_check = false
        [slapformat]
        input_definition_file = %1$s/definition.cfg
        computer_xml = %1$s/slapos.xml
        log_file = %1$s/format.log
        partition_amount = 1
        alter_user = false
        alter_network = false
        create_tap = false
        """.formatted(folder));
  }

  @Test
  void the_configuration_can_ask_for_a_dry_run() throws IOException {
    Files.writeString(configuration, Files.readString(configuration) + "dry_run = True\n");
    assertThat(format()).isZero();
    assertThat(terminal.err()).contains("Dry-run mode enabled.", "would make folder " + folder + "/inst/slappart0 rwxr-x---");
    assertThat(folder.resolve("inst")).doesNotExist();
    assertThat(folder.resolve("format.log")).doesNotExist();
  }

  @Test
  void a_formatted_node_has_nothing_to_make_and_a_master_that_is_away_is_told_by_the_status() {
    assertThat(format("--now")).isEqualTo(2);
    assertThat(folder.resolve("inst/slappart0/.slapos-resource")).exists();
    assertThat(format("--dry_run")).isZero();
    assertThat(terminal.err()).contains("Nothing has to be made.").doesNotContain("would make");
  }

  private int format(String... more) {
    String[] line = new String[more.length + 4];
    System.arraycopy(new String[] {"node", "format", "--cfg", configuration.toString()}, 0, line, 0, 4);
    System.arraycopy(more, 0, line, 4, more.length);
    return terminal.run(line);
  }
}
