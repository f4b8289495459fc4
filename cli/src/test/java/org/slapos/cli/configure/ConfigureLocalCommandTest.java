package org.slapos.cli.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;

class ConfigureLocalCommandTest {
  @TempDir Path folder;

  @Test
  void units_are_refused_before_anything_is_made_where_they_would_not_see_the_launcher() {
    var terminal = new TestTerminal(folder, Map.of("SLAPOS_LAUNCHER", "/tmp/checkout/bin/slapos"), true);
    String[] line = {
        "configure", "local", "--dry-run", "--daemon-listen-port", "1", "--slapos-configuration-directory", "/opt/none/etc",
        "--slapos-instance-root", "/opt/none/inst", "--slapos-buildout-directory", "/opt/none/opt", "--systemd"};
    assertThat(terminal.run(line)).isEqualTo(1);
    assertThat(terminal.err()).contains("have a /tmp of their own and do not see /tmp/checkout/bin/slapos")
        .contains("move this SlapOS to another place").doesNotContain("would write");

    line[line.length - 1] = "--enable-shacache-proxy";
    assertThat(terminal.run(line)).isZero();
    assertThat(terminal.err()).contains("would write /opt/none/etc/slapos.cfg");
  }
}
