package org.slapos.cli.configure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The units as {@code systemd-analyze} judges them; in a live systemd they are tried by the tests of whole machines. */
class SystemdUnitsTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
  private static final List<String> WRITTEN = SystemdUnits.UNITS;

  @TempDir Path folder;
  private LocalNodeFiles files;
  private SystemdUnits units;
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    files = node("a node");
    units = new SystemdUnits(folder.resolve("units"), Files.createDirectory(folder.resolve("running")));
    Files.createDirectories(files.launcher().getParent());
    Files.createFile(files.launcher());
    Files.setPosixFilePermissions(files.launcher(), PosixFilePermissions.fromString("rwxr-xr-x"));
    units.write(files);
  }

  @Test
  void the_units_name_this_node_also_with_a_blank_in_its_paths() {
    assertThat(units.folder().resolve("slapos-node@.service")).content()
        .contains("ExecStart=\"" + files.launcher() + "\" node %i --cfg \"" + files.nodeConfiguration() + "\"\n")
        .doesNotContain("{{");
    assertThat(units.folder().resolve("slapos-proxy.service")).content()
        .contains("ReadWritePaths=\"" + files.buildoutFolder() + "\" \"-" + files.cacheFolder() + "\"\n");
  }

  @ParameterizedTest
  @FieldSource("WRITTEN")
  void systemd_understands_every_unit(String unit) throws Exception {
    String output = analyzed(0, "verify", "--man=no", "--recursive-errors=no",
        units.folder().resolve(unit.replace("@.", "@software.")).toString());
    assertThat(output).as(unit).doesNotContain(units.folder().toString());
  }

  /** The levels of {@code systemd-analyze security}, in tenths: 100 is a service without any limits. */
  @ParameterizedTest
  @CsvSource({"slapos-proxy.service, 19", "slapos-boot.service, 42", "slapos-supervisord.service, 84", "slapos-node@software.service, 84"})
  void no_unit_may_more_than_it_has_to(String unit, String atMost) throws Exception {
    Path file = units.folder().resolve(unit);
    if (unit.contains("@")) {
      Files.copy(units.folder().resolve("slapos-node@.service"), file);
    }
    analyzed(0, "security", "--offline=true", "--no-pager", "--threshold=" + atMost, file.toString());
  }

  @Test
  void the_rest_is_waited_for_when_the_master_answers() throws IOException {
    assertThat(units.enable(this::runs, () -> true)).isTrue();
    assertThat(ran).satisfiesExactly(
        first -> assertThat(first).isEqualTo("systemctl daemon-reload"),
        second -> assertThat(second).startsWith("systemctl enable --quiet slapos-proxy.service slapos-boot.service "),
        third -> assertThat(third).isEqualTo("systemctl start slapos-proxy.service"),
        last -> assertThat(last).startsWith("systemctl start slapos-proxy.service slapos-boot.service ").doesNotContain("@.service"));
  }

  @Test
  void a_master_that_does_not_answer_is_told_and_not_waited_for() throws IOException {
    assertThat(units.enable(this::runs, () -> false)).isFalse();
    assertThat(ran.getLast()).startsWith("systemctl start --no-block slapos-proxy.service ");
  }

  @Test
  void what_systemctl_refuses_ends_the_start() throws IOException {
    assertThat(units.enable(command -> runs(command) + 1, () -> true)).isFalse();
    assertThat(ran).containsExactly("systemctl daemon-reload");
  }

  @Test
  void without_a_running_systemd_the_units_are_only_written() throws IOException {
    var absent = new SystemdUnits(units.folder(), folder.resolve("absent"));
    assertThat(absent.enable(this::runs, () -> true)).isFalse();
    assertThat(ran).isEmpty();
  }

  @Test
  void the_units_of_another_node_are_noticed() throws IOException {
    assertThat(units.ofAnotherNode(files)).isEmpty();
    assertThat(units.ofAnotherNode(node("another"))).contains(units.folder().resolve("slapos-proxy.service"));
    assertThat(new SystemdUnits(folder.resolve("none"), folder).ofAnotherNode(files)).isEmpty();
  }

  @Test
  void what_units_do_not_see_is_noticed_also_behind_links_and_before_it_is_there() throws IOException {
    assertThat(SystemdUnits.unseen(in(Path.of("/opt/node"), Path.of("/opt/node/bin/slapos")))).isEmpty();
    Path launcher = Path.of("/tmp/no such checkout/bin/slapos");
    assertThat(SystemdUnits.unseen(in(Path.of("/opt/node"), launcher))).contains(launcher);
    Path roots = Path.of("/var/tmp/../tmp/node");
    assertThat(SystemdUnits.unseen(in(roots, Path.of("/opt/node/bin/slapos")))).contains(roots.resolve("etc"));
    Path link = Files.createSymbolicLink(Path.of("/tmp").resolve(folder.getFileName() + "-link"), Path.of("/opt"));
    try {
      Path seenThroughTmp = link.resolve("bin/slapos");
      assertThat(SystemdUnits.unseen(in(Path.of("/opt/node"), seenThroughTmp))).contains(seenThroughTmp);
    } finally {
      Files.delete(link);
    }
  }

  private int runs(List<String> command) {
    ran.add(String.join(" ", command));
    return 0;
  }

  private LocalNodeFiles node(String name) {
    return in(folder.resolve(name), folder.resolve(name).resolve("opt/bin/slapos"));
  }

  private static LocalNodeFiles in(Path own, Path launcher) {
    return new LocalNodeFiles(
        own.resolve("etc"), own.resolve("opt"), own.resolve("inst"), own.resolve("soft"), "br0", "10.78.0.0/16", 2,
        "127.0.0.1", 21210, launcher, Path.of("/jdk"), false);
  }

  private static String analyzed(int status, String... words) throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd-analyze is not installed");
    var command = new ArrayList<>(List.of(ANALYZE.toString()));
    command.addAll(List.of(words));
    Process check = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(check.getInputStream().readAllBytes());
    assertThat(check.waitFor()).as("%s: %s", command, output).isEqualTo(status);
    return output;
  }
}
