package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.nio.file.LinkOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slapos.fakes.FakeMaster;
import org.slapos.grid.software.SoftwareFolder;

/** The software pass with a bootstrap program of the test's instead of zc.buildout; it is run by the agent's Python. */
class SoftwarePassTest {
  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();
  private final String url = "http://example.com/sr.cfg";
  private final Path folder = SoftwareFolder.of(node.software(), url).path();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  /** Bootstrap leaves a {@code bin/buildout} made of these shell lines. */
  private void buildoutIs(String... lines) {
    Path program = node.root().resolve("bootstrap.py");
    write(program, """
        import os, sys
        open('bootstraps', 'a').write(' '.join(sys.argv[1:]) + '\\n')
        os.makedirs('bin', exist_ok=True)
        open('bin/buildout', 'w').write(%s)
        os.chmod('bin/buildout', 0o755)
        """.formatted("'''#!/bin/sh\n" + String.join("\n", lines) + "\n'''"), "rwxr-xr-x");
    node.settings(node.settings().with(
        new GridSettings.Behaviour(Optional.of(program), false, false, "", "")));
  }

  @Test
  void a_release_is_built_reported_and_marked() throws Exception {
    buildoutIs("echo building; umask; echo $HOME; echo \"$@\" > arguments; touch instance.cfg");
    master.supply(url, "available");

    assertThat(node.grid().software().exitCode()).isZero();

    String common = "buildout:extends-cache=%1$s/extends-cache buildout:directory=%1$s -N -c %1$s/buildout.cfg"
        .formatted(folder);
    assertThat(folder.resolve("bootstraps")).content().isEqualTo(common + " bootstrap\n");
    assertThat(folder.resolve("arguments")).content().isEqualTo("-U " + common + "\n");
    assertThat(node.log().lines()).contains(
        "INFO Installing software release " + url + " ...", "INFO building", "INFO 0027", "INFO " + folder);
    assertThat(master.told()).containsExactly("buildingSoftwareRelease " + url, "availableSoftwareRelease " + url);
    assertThat(folder.resolve(".completed")).content().matches("\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwxr-xr-x");
  }

  @Test
  void a_completed_release_costs_no_request() {
    buildoutIs("touch instance.cfg");
    master.supply(url, "available");
    node.grid().software();
    master.forget();

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(master.told()).isEmpty();
  }

  @Test
  void force_builds_again_without_dash_n() {
    buildoutIs("echo \"$@\" > arguments");
    master.supply(url, "available");
    node.grid().software();
    node.settings(node.settings().with(GridSettings.Selection.FORCED));

    node.grid().software();

    assertThat(folder.resolve("arguments")).content().doesNotContain(" -N ");
  }

  @Test
  void a_failed_build_is_reported_whole_and_the_next_release_is_built() {
    buildoutIs("case $PWD in *" + SoftwareFolder.name(url) + ") i=0; while [ $i -lt 20 ]; do i=$((i+1)); "
        + "echo line $i; done; exit 1;; esac");
    master.supply(url, "available").supply("http://example.com/good.cfg", "available");

    PassResult result = node.grid().software();

    assertThat(result.exitCode()).isEqualTo(1);
    String message = "Failed to run buildout profile in directory '%s'".formatted(folder);
    assertThat(master.told()).containsExactly(
        "buildingSoftwareRelease " + url, "softwareReleaseError " + url,
        "buildingSoftwareRelease http://example.com/good.cfg", "availableSoftwareRelease http://example.com/good.cfg");
    assertThat(master.calls("softwareReleaseError").getFirst().error())
        .startsWith(message + ":\nline 1\nline 2\n").endsWith("line 20\n");
    assertThat(result.summary()).singleElement().asString()
        .contains(message).contains(folder.resolve(".slapgrid-build.log").toString())
        .contains("line 20").doesNotContain("line 5\n");
    assertThat(folder.resolve(".slapgrid-build.log")).content().contains("line 5\n");
    assertThat(folder.resolve(".completed")).doesNotExist();
  }

  @Test
  void after_a_failure_bootstrap_is_skipped_every_other_time() throws Exception {
    buildoutIs("exit 1");
    master.supply(url, "available");
    for (int bootstraps : new int[] {1, 1, 2, 2, 3}) {
      node.grid().software();
      assertThat(folder.resolve("bootstraps")).content().hasLineCount(bootstraps);
    }
    assertThat(folder.resolve("bin/buildout-bootstrap-skipped")).doesNotExist();
  }

  @Test
  void a_report_that_fails_leaves_the_release_to_be_built_again() {
    buildoutIs("true");
    master.supply(url, "available").failing("availableSoftwareRelease", 500);

    assertThat(node.grid().software().exitCode()).isEqualTo(1);

    assertThat(folder.resolve(".completed")).doesNotExist();
  }

  @Test
  void a_destroyed_release_is_removed_even_when_its_parts_are_read_only() throws Exception {
    write(folder.resolve("parts/a/file"), "", "r--r--r--");
    Files.setPosixFilePermissions(folder.resolve("parts/a"), PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.createSymbolicLink(folder.resolve("link"), node.root().resolve("inst"));
    master.supply(url, "destroyed");

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(folder).doesNotExist();
    assertThat(node.instances()).exists();
    assertThat(master.told()).containsExactly("destroyedSoftwareRelease " + url);
    assertThat(node.log().lines()).contains("INFO Destroying '" + url + "' ...", "INFO Destroyed '" + url + "' .");
  }

  @Test
  void garbage_collection_with_a_selection_keeps_what_is_supplied() {
    write(folder.resolve("buildout.cfg"), "", "rw-r--r--");
    write(folder.resolve(".completed"), "", "rw-r--r--");
    Path garbage = node.software().resolve("0".repeat(32));
    write(garbage.resolve("buildout.cfg"), "", "rw-r--r--");
    master.supply(url, "available");
    node.settings(node.settings().with(
        new GridSettings.Selection(List.of("http://another/"), List.of(), false, false, true)));

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(folder).exists();
    assertThat(garbage).doesNotExist();
  }

  @Test
  void garbage_that_is_a_link_goes_and_what_it_leads_to_stays() throws Exception {
    Path elsewhere = node.root().resolve("elsewhere");
    for (String name : List.of("buildout.cfg", ".completed", ".installed.cfg")) {
      write(elsewhere.resolve(name), "", "rw-r--r--");
    }
    Path link = Files.createSymbolicLink(node.software().resolve("0".repeat(32)), elsewhere);
    node.settings(node.settings().with(new GridSettings.Selection(List.of(), List.of(), false, false, true)));

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(elsewhere.resolve(".completed")).exists();
    assertThat(elsewhere.resolve(".installed.cfg")).exists();
  }

  @Test
  void too_little_space_names_the_option() {
    master.supply(url, "available");
    node.settings(node.settings().with(new GridSettings.Limits(
        86400, node.settings().limits().promiseTimeout(), Optional.empty(), Long.MAX_VALUE, 0, 1)));

    assertThat(node.grid().software().exitCode()).isEqualTo(1);

    assertThat(master.calls("softwareReleaseError").getFirst().error())
        .contains("Not enough space for").contains("(option 'software_min_free_space')");
  }

  @Test
  void the_python_variables_of_the_caller_do_not_reach_the_build() {
    buildoutIs("env > environment");
    script(node.root().resolve("unused"), "");
    node.settings(node.settings().withAgentEnvironment(Map.of(
        "PYTHONPATH", "/x", "LC_TIME", "C", "LC_ALL", "C", "PATH", System.getenv("PATH"), "KEPT", "1")));
    master.supply(url, "available");

    node.grid().software();

    assertThat(folder.resolve("environment")).content()
        .contains("KEPT=1").contains("LC_ALL=C").contains("PYTHONNOUSERSITE=true").contains("HOME=" + folder)
        .doesNotContain("PYTHONPATH").doesNotContain("LC_TIME");
  }

  @Test
  void an_unreachable_master_fails_the_pass() {
    master.failing("getFullComputerInformation", 503);
    assertThat(node.grid().software().exitCode()).isEqualTo(1);
  }
}
