package org.slapos.grid.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.process.Account;

class SupervisorFilesTest {
  private static String recording(String name) throws Exception {
    try (var stream = SupervisorFilesTest.class.getResourceAsStream("/recordings/" + name)) {
      return new String(stream.readAllBytes());
    }
  }

  @Test
  void the_main_file_has_the_reference_s_bytes() throws Exception {
    var layout = new SupervisorLayout(Path.of("${instance_root}"));
    String watchdog = WatchdogCommand.line(
        "/opt/slapos/bin/slapos-watchdog", "http://${master_host}:${master_port}", Optional.empty(), "local_computer",
        layout.instanceRoot());

    assertThat(SupervisorSkeleton.mainFile(layout, watchdog)).isEqualTo(recording("supervisord.conf"));
  }

  @Test
  void a_partition_file_has_the_reference_s_bytes() throws Exception {
    Path folder = Path.of("${instance_root}/slappart3");
    var programs = new PartitionPrograms(
        "slappart3", folder, new Account(985, 1021, "slapuser3", folder), List.of("once"), List.of("httpd"));

    assertThat(programs.file()).isEqualTo(recording("slappart3.conf"));
  }

  @Test
  void the_watchdog_line_names_the_certificate_repository_between_its_blanks() {
    assertThat(WatchdogCommand.line("W", "U", Optional.of(Path.of("/pki")), "C", Path.of("/i")))
        .isEqualTo("W --master-url 'U'  --certificate-repository-path '/pki' --computer-id 'C' --instance-root '/i'");
  }

  @Test
  void odd_places_and_addresses_reach_the_watchdog_as_they_are() {
    assertThat(WatchdogCommand.line(
        "slapos-watchdog", "https://a:p%40ss@master/", Optional.empty(), "COMP-1", Path.of("/srv/Ada's node")))
        .isEqualTo("slapos-watchdog --master-url 'https://a:p%%40ss@master/'  --computer-id 'COMP-1' --instance-root "
            + "'/srv/Ada'\\''s node'");
  }

  @Test
  void a_jdk_that_is_not_found_in_an_empty_environment_is_named() {
    Path launcher = Path.of("/opt/slapos/bin/slapos");
    assertThat(WatchdogCommand.program(launcher, Path.of("/usr/lib/jvm/temurin-25"), Optional.empty())).isEqualTo("/opt/slapos/bin/slapos-watchdog");
    assertThat(WatchdogCommand.program(launcher, Path.of("/opt/slapos/jre"), Optional.empty())).isEqualTo("/opt/slapos/bin/slapos-watchdog");
    assertThat(WatchdogCommand.program(launcher, Path.of("/home/ada/.jdks/25"), Optional.empty()))
        .isEqualTo("/usr/bin/env SLAPOS_JAVA_HOME=/home/ada/.jdks/25 /opt/slapos/bin/slapos-watchdog");
    assertThat(WatchdogCommand.program(
        Path.of("/my node/bin/slapos"), Path.of("/my jdk"), Optional.of(Path.of("/etc/ca.pem"))))
        .isEqualTo("/usr/bin/env 'SLAPOS_JAVA_HOME=/my jdk' '/my node/bin/slapos-watchdog' --master-ca-file '/etc/ca.pem'");
  }

  @Test
  void a_service_hides_a_runner_of_the_same_name_and_all_are_sorted() {
    var programs = new PartitionPrograms(
        "p", Path.of("/p"), new Account(1, 1, "u", Path.of("/")), List.of("z", "b", "a"), List.of("d", "b"));

    assertThat(programs.file()).contains("programs=p_a,p_z,p_b,p_d\n").contains("command=/p/etc/service/b\n")
        .doesNotContain("/p/etc/run/b\n");
  }

  @Test
  void the_skeleton_has_the_documented_modes_and_is_repaired(@TempDir Path root) throws Exception {
    var layout = new SupervisorLayout(root);
    SupervisorSkeleton.write(layout, "w");
    Files.writeString(layout.configuration(), "broken");
    Files.setPosixFilePermissions(layout.configuration(), PosixFilePermissions.fromString("rw-rw-rw-"));

    SupervisorSkeleton.write(layout, "w");

    assertThat(Files.readString(layout.configuration())).isEqualTo(SupervisorSkeleton.mainFile(layout, "w"));
    assertThat(mode(layout.configuration())).isEqualTo("rw-------");
    assertThat(mode(root.resolve("var"))).isEqualTo("rwxr-xr-x");
    for (String folder : List.of("var/log", "var/run", "etc", "etc/supervisord.conf.d")) {
      assertThat(mode(root.resolve(folder))).as(folder).isEqualTo("rwx------");
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
