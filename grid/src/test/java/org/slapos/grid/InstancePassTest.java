package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slapos.fakes.Call;
import org.slapos.fakes.FakeMaster;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.slap.wire.Value;

/** The instance pass with real files, processes and supervisord; the release's buildout is a shell script. */
class InstancePassTest {
  /** Installs one watched service and one promise. */
  private static final String[] INSTALL = {
    "mkdir -p etc/service etc/promise sbin",
    "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web",
    "printf '#!/bin/sh\\necho kept\\n' > etc/promise/check; chmod 700 etc/promise/check",
    "echo \"$@\" >> runs; umask >> runs; echo $HOME $SLAPGRID_INSTANCE_ROOT >> runs"
  };

  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private PassResult pass() {
    return node.grid().instance();
  }

  private Path deployed() {
    Path folder = node.partition("slappart0");
    node.release(INSTALL);
    master.instance("slappart0", URL, "started", "1795395642.2674682");
    assertThat(pass().exitCode()).isZero();
    return folder;
  }

  @Test
  void a_started_instance_is_installed_started_checked_and_reported() {
    Path folder = deployed();

    assertThat(master.told()).containsExactly("startedComputerPartition slappart0");
    assertThat(node.processes()).containsExactly("slappart0:web-on-watch RUNNING");
    assertThat(folder.resolve(".timestamp")).content().isEqualTo("1795395642.2674682");
    assertThat(folder.resolve(".slapos-retention-lock-delay")).content().isEqualTo("0.0");
    assertThat(folder.resolve("runs")).content().isEqualTo("-U\n0027\n%s %s\n", folder, node.instances());
    assertThat(folder.resolve("software_release")).isSymbolicLink();
    assertThat(mode(folder.resolve("buildout.cfg"))).isEqualTo("rw-r-----");
    assertThat(folder.resolve(".slapgrid/promise/result/check.status.json")).content().contains("\"kept\"");
    assertThat(folder.resolve(".slapgrid/log/instance.log")).content()
        .contains("INFO     slapos Processing Computer Partition slappart0.");
    assertThat(node.root().resolve("pid")).doesNotExist();
  }

  @Test
  void the_profile_ends_with_the_agent_s_tail() throws Exception {
    Path folder = node.partition("slappart3");
    String recorded = new String(getClass().getResourceAsStream("/recordings/slappart3-buildout.cfg").readAllBytes());
    String tail = recorded.substring(recorded.indexOf("# This is beginning"))
        .replace("local_computer", FakeMaster.COMPUTER)
        .replace("http://${master_host}:${master_port}", master.url())
        .replace("${samples}/tree/software.cfg", URL)
        .replace("${shared}", "/shared");
    node.release("true");
    node.settings(node.settings().withParts(List.of("/shared"), List.of()));
    master.instance("slappart3", URL, "started", "1");

    pass();

    assertThat(folder.resolve("buildout.cfg")).content().isEqualTo("[buildout]\nparts =\n\n" + tail);
  }

  @Test
  void an_unchanged_instance_runs_nothing_and_is_only_checked() throws Exception {
    Path folder = deployed();
    String runs = Files.readString(folder.resolve("runs"));
    master.forget();

    assertThat(pass().exitCode()).isZero();

    assertThat(folder.resolve("runs")).content().isEqualTo(runs);
    assertThat(master.told()).containsExactly("startedComputerPartition slappart0");
    assertThat(node.log().lines()).contains("INFO 1 promises didn't need to be checked.");
  }

  @Test
  void a_listing_that_still_holds_is_kept_instead_of_sent_again() throws Exception {
    master.namingListings();
    Path folder = deployed();
    Path kept = node.instances().resolve("var/slapgrid-listing");
    assertThat(mode(kept)).isEqualTo("rw-------");
    assertThat(pass().exitCode()).isZero();
    assertThat(master.listingsSent()).isEqualTo(1);
    assertThat(master.told()).as("of what was kept, too").hasSize(2);

    // Something to do on this node alone needs the rest of the kept answer.
    Files.delete(folder.resolve(".timestamp"));
    assertThat(pass().exitCode()).isZero();
    assertThat(master.listingsSent()).isEqualTo(1);
    assertThat(folder.resolve(".timestamp")).content().isEqualTo("1795395642.2674682");

    master.instance("slappart0", URL, "stopped", "2");
    assertThat(pass().exitCode()).isZero();
    assertThat(master.listingsSent()).isEqualTo(2);
    assertThat(node.processes()).isEmpty();

    Files.write(kept, new byte[] {1, 2, 3});
    assertThat(pass().exitCode()).isZero();
    assertThat(master.listingsSent()).as("a torn file is asked for again").isEqualTo(3);
  }

  @Test
  void a_status_that_the_master_knows_is_not_repeated() {
    var known = Value.Dict.builder().put("_access_status", "#access Instance correctly started").build();
    deployed();
    master.forget();
    master.instance("slappart0", URL, "started", "1795395642.2674682", Map.of(), known);

    assertThat(pass().exitCode()).isZero();

    assertThat(master.told()).isEmpty();
  }

  @Test
  void stopping_installs_too_and_waits_for_the_services() {
    Path folder = deployed();
    master.forget();
    master.instance("slappart0", URL, "stopped", "2");

    assertThat(pass().exitCode()).isZero();

    assertThat(node.processes()).isEmpty();
    assertThat(folder.resolve("runs")).content().hasLineCount(6);
    assertThat(folder.resolve("buildout.cfg")).content().contains("requested-state = stopped\n");
    assertThat(master.told()).containsExactly("stoppedComputerPartition slappart0");
    assertThat(folder.resolve(".timestamp")).content().isEqualTo("2");
  }

  @Test
  void a_failed_install_of_a_stopped_instance_still_stops_its_services() {
    Path folder = deployed();
    node.release("echo no; exit 3");
    master.forget();
    master.instance("slappart0", URL, "stopped", "2");

    assertThat(pass().exitCode()).isEqualTo(1);

    assertThat(node.processes()).isEmpty();
    assertThat(master.told()).containsExactly("softwareInstanceError slappart0");
    assertThat(folder.resolve(".timestamp")).doesNotExist();
  }

  @Test
  void a_destroyed_instance_is_stopped_and_nothing_is_deleted() {
    Path folder = deployed();
    master.forget();
    master.instance("slappart0", URL, "destroyed", "3");

    assertThat(pass().exitCode()).isZero();

    assertThat(node.processes()).isEmpty();
    assertThat(folder.resolve("runs")).exists();
    assertThat(master.told()).containsExactly("stoppedComputerPartition slappart0");
  }

  @Test
  void force_stop_holds_the_services_and_tells_nothing() {
    deployed();
    master.forget();
    node.settings(node.settings().with(new GridSettings.Selection(List.of(), List.of(), false, true, false)));

    assertThat(pass().exitCode()).isZero();

    assertThat(node.processes()).isEmpty();
    assertThat(master.told()).isEmpty();
  }

  @Test
  void a_failing_buildout_is_reported_whole_and_does_not_block_the_others() {
    Path failing = node.partition("slappart0");
    node.partition("slappart1");
    node.release("[ $(basename $PWD) = slappart0 ] || exit 0", "echo broken; exit 7");
    master.instance("slappart0", URL, "started", "1").instance("slappart1", URL, "started", "1");

    PassResult result = pass();

    assertThat(result.exitCode()).isEqualTo(1);
    String message = "Failed to run buildout profile in directory '%s'".formatted(failing);
    assertThat(result.summary()).containsExactly(
        "Error while processing the following partitions:", "  slappart0[default]: " + message);
    assertThat(master.told()).containsExactly("softwareInstanceError slappart0", "startedComputerPartition slappart1");
    assertThat(master.calls("softwareInstanceError").getFirst().error()).isEqualTo(message + ":\nbroken\n");
    assertThat(failing.resolve(".slapgrid-slappart0-error.log")).content().startsWith(message);
    assertThat(failing.resolve(".timestamp")).doesNotExist();
  }

  @Test
  void a_hanging_buildout_is_killed_with_all_it_started_and_the_others_go_on() {
    Path hanging = node.partition("slappart0");
    node.partition("slappart1");
    node.release(
        "[ $(basename $PWD) = slappart0 ] || exit 0", "(trap '' TERM; sleep 3600) & echo $! > child", "sleep 3600");
    master.instance("slappart0", URL, "started", "1").instance("slappart1", URL, "started", "1");
    node.settings(node.settings().with(new GridSettings.Limits(
        86400, Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(1)), 0, 0, 1)));

    assertThat(pass().exitCode()).isEqualTo(1);

    assertThat(master.told()).containsExactly("softwareInstanceError slappart0", "startedComputerPartition slappart1");
    assertThat(master.calls("softwareInstanceError").getFirst().error()).contains("timed out after 1 seconds");
    assertThat(Alive.pidIn(hanging.resolve("child"))).isFalse();
  }

  @Test
  void a_broken_promise_gives_status_2_and_the_instance_is_processed_again() {
    Path folder = node.partition("slappart0");
    node.release(INSTALL[0], "printf '#!/bin/sh\\necho b0rken; exit 1\\n' > etc/promise/a; chmod 700 etc/promise/a",
        "printf '#!/bin/sh\\nexit 1\\n' > etc/promise/z; chmod 700 etc/promise/z");
    master.instance("slappart0", URL, "started", "1");

    PassResult result = pass();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.summary()).containsExactly(
        "Error with promises for the following partitions:",
        "  slappart0[default]: Promise 'a' failed with output: b0rken");
    assertThat(master.calls("softwareInstanceError").getFirst().error())
        .isEqualTo("Promise 'a' failed with output: b0rken");
    assertThat(folder.resolve(".timestamp")).doesNotExist();
    assertThat(folder.resolve(".slapgrid-slappart0-error.log")).doesNotExist();
  }

  @Test
  void a_missing_folder_is_reported_and_changes_no_status() {
    node.release("true");
    master.instance("slappart9", URL, "started", "1");

    assertThat(pass().exitCode()).isZero();

    assertThat(master.calls("softwareInstanceError").getFirst().error())
        .isEqualTo("Partition directory %s does not exist.", node.instances().resolve("slappart9"));
  }

  @Test
  void a_folder_open_to_others_is_refused() throws Exception {
    Path folder = node.partition("slappart0");
    node.release("true");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    master.instance("slappart0", URL, "started", "1");

    assertThat(pass().exitCode()).isEqualTo(1);

    assertThat(master.calls("softwareInstanceError").getFirst().error())
        .isEqualTo("Wrong permissions in %s: actual permissions are: 0755, wanted are 0750", folder);
  }

  @Test
  void an_unknown_state_and_an_absent_release_are_reported() {
    node.partition("slappart0");
    node.partition("slappart1");
    master.instance("slappart0", URL, "sleeping", "1").instance("slappart1", "http://no/", "started", "1");

    assertThat(pass().exitCode()).isEqualTo(1);

    assertThat(master.calls("softwareInstanceError")).extracting(Call::error).containsExactly(
        "Computer Partition 'slappart0' has unsupported state: sleeping",
        "Software Release http://no/ is not present on system.\nCannot deploy instance.");
  }

  @Test
  void a_free_partition_is_tidied_and_strangers_in_it_are_told() {
    Path folder = node.partition("slappart0");
    write(folder.resolve(".slapgrid/log/instance.log"), "", "rw-r--r--");
    write(folder.resolve(".timestamp"), "1", "rw-r--r--");
    write(folder.resolve(".slapos-resource"), "{}", "rw-r--r--");
    write(folder.resolve("data"), "", "rw-r--r--");
    master.free("slappart0");

    assertThat(pass().exitCode()).isZero();

    assertThat(folder).isDirectoryNotContaining("glob:**/.slapgrid").isDirectoryNotContaining("glob:**/.timestamp")
        .isDirectoryContaining("glob:**/data").isDirectoryContaining("glob:**/.slapos-resource");
    assertThat(node.log().lines()).contains("WARNING Free partition slappart0 contains file(s) in " + folder + ".");
    assertThat(master.told()).isEmpty();
  }

  @Test
  void only_selected_partitions_are_processed_and_unknown_names_stop_everything() {
    node.partition("slappart0");
    node.partition("slappart1");
    node.release("touch done");
    master.instance("slappart0", URL, "started", "1").instance("slappart1", URL, "started", "1");

    node.settings(node.settings().with(
        new GridSettings.Selection(List.of(), List.of("slappart1", "foo", "bar"), false, false, false)));
    assertThat(pass()).isEqualTo(new PassResult(1, List.of("Unknown partitions: bar, foo")));
    assertThat(master.told()).isEmpty();

    node.settings(node.settings().with(
        new GridSettings.Selection(List.of(), List.of("slappart1"), false, false, false)));
    assertThat(pass().exitCode()).isZero();
    assertThat(node.instances().resolve("slappart0/done")).doesNotExist();
    assertThat(node.instances().resolve("slappart1/done")).exists();
  }

  @Test
  void without_a_master_the_configured_services_are_started() throws Exception {
    deployed();
    node.shutDownSupervisord();
    master.failing("getFullComputerInformation", 503);

    assertThat(pass().exitCode()).isEqualTo(3);

    assertThat(node.log().lines()).contains("INFO Processing computer partitions offline...");
    Eventually.isTrue(() -> node.processes().equals(List.of("slappart0:web-on-watch RUNNING")));
  }

  @Test
  void after_a_restart_of_supervisord_unchanged_instances_run_again() throws Exception {
    deployed();
    node.shutDownSupervisord();

    assertThat(pass().exitCode()).isZero();

    Eventually.isTrue(() -> node.processes().equals(List.of("slappart0:web-on-watch RUNNING")));
  }

  @Test
  void the_access_status_decides_whether_an_unchanged_instance_is_reported() {
    deployed();
    for (String status : List.of("#access Instance correctly started", "#error no")) {
      master.forget();
      master.instance("slappart0", URL, "started", "1795395642.2674682", Map.of(),
          Value.Dict.builder().put("_access_status", status).build());
      pass();
      assertThat(master.told()).isEqualTo(
          status.startsWith("#error") ? List.of("startedComputerPartition slappart0") : List.of());
    }
  }

  @Test
  void the_release_s_own_period_wins_and_garbage_in_it_is_removed() throws Exception {
    Path folder = deployed();
    Path periodicity = folder.resolve("software_release").toRealPath().resolve("periodicity");
    Files.writeString(periodicity, "60");
    pass();
    assertThat(folder.resolve("runs")).content().hasLineCount(3);
    node.later(Duration.ofSeconds(61));
    pass();
    assertThat(folder.resolve("runs")).content().hasLineCount(6);

    Files.writeString(periodicity, "often");
    pass();
    assertThat(periodicity).doesNotExist();
  }

  @Test
  void what_an_instance_requested_is_told_after_success() {
    Path folder = node.partition("slappart0");
    node.release("printf 'child-a\\nchild-b\\n' > .slapos-request-transaction-slappart0");
    write(folder.resolve(".slapos-request-transaction-slappart0"), "old\n", "rw-r--r--");
    master.instance("slappart0", URL, "started", "1");

    assertThat(pass().exitCode()).isZero();

    assertThat(master.told()).containsExactly(
        "startedComputerPartition slappart0", "updateComputerPartitionRelatedInstanceList slappart0");
    assertThat(master.calls("updateComputerPartitionRelatedInstanceList").getFirst().form().get("instance_reference_xml"))
        .contains("child-a").contains("child-b").doesNotContain("old");
    assertThat(folder.resolve(".timestamp")).exists();
  }

  @Test
  void certificates_are_kept_as_the_master_gives_them() throws Exception {
    Path repository = Files.createDirectory(node.root().resolve("pki"));
    node.settings(node.settings().withCertificateRepository(repository));
    Path folder = deployed();

    assertThat(repository.resolve("slappart0.crt")).content().isEqualTo("certificate of slappart0");
    assertThat(repository.resolve("slappart0.key")).content().isEqualTo("key of slappart0");
    assertThat(mode(repository.resolve("slappart0.key"))).isEqualTo("r--------");
    assertThat(folder.resolve("buildout.cfg")).content().contains("key-file = " + repository + "/slappart0.key\n");
    assertThat(node.log().lines())
        .contains("INFO Missing certificate file. Creating '%s/slappart0.crt'".formatted(repository));
  }

  @Test
  void the_retention_delay_is_frozen_at_the_first_installation() {
    Path folder = node.partition("slappart0");
    node.release("true");
    for (String delay : List.of("0.0002", "5")) {
      master.instance("slappart0", URL, "started", delay, Map.of(), Value.Dict.builder()
          .put("_filter_dict", Value.Dict.builder().put("retention_delay", delay).build()).build());
      assertThat(pass().exitCode()).isZero();
      assertThat(folder.resolve(".slapos-retention-lock-delay")).content().isEqualTo("0.0002");
    }
  }

  @Test
  void partitions_run_beside_each_other_when_allowed_to() {
    // Each waits for the other: only together can they succeed.
    node.release("touch here", "i=0; while [ $i -lt 200 ]; do i=$((i+1)); [ -e ../slappart0/here ] && "
        + "[ -e ../slappart1/here ] && exit 0; sleep 0.05; done; exit 1");
    for (String id : List.of("slappart0", "slappart1")) {
      node.partition(id);
      master.instance(id, URL, "started", "1");
    }
    node.settings(node.settings().with(
        new GridSettings.Limits(86400, Duration.ofSeconds(5), Optional.empty(), 0, 0, 2)));

    assertThat(pass()).isEqualTo(new PassResult(0, List.of()));
  }

  @Test
  void a_second_agent_is_refused_before_the_master_is_asked() throws Exception {
    Process other = new ProcessBuilder("sh", "-c", "sleep 60; : slapos").start();
    try {
      Files.writeString(node.root().resolve("pid"), Long.toString(other.pid()));
      assertThat(pass().exitCode()).isEqualTo(10);
    } finally {
      other.destroyForcibly();
    }
    assertThat(node.log().lines()).noneMatch(line -> line.contains("Processing"));
  }

  @Test
  void a_signal_ends_children_reports_and_frees_the_pid_file() throws Exception {
    Path folder = node.partition("slappart0");
    node.release("sleep 3600 & echo $! > child", "touch begun", "wait");
    master.instance("slappart0", URL, "started", "1");
    Slapgrid grid = node.grid();
    Thread pass = Thread.ofPlatform().start(grid::instance);
    Eventually.isTrue(() -> Files.exists(folder.resolve("begun")));

    grid.stop();
    pass.join(Duration.ofSeconds(20));

    assertThat(pass.isAlive()).isFalse();
    assertThat(Alive.pidIn(folder.resolve("child"))).isFalse();
    assertThat(master.calls("softwareInstanceError").getFirst().error()).contains("stopped by a signal");
    assertThat(node.root().resolve("pid")).doesNotExist();
    assertThat(folder.resolve(".timestamp")).doesNotExist();
  }

  @Test
  void a_service_name_cannot_smuggle_settings_into_supervisord_s_file() throws Exception {
    Path folder = deployed();
    for (String name : List.of("evil\nuser=0", "per%cent", "a b", "semi;colon", "co:lon")) {
      script(folder.resolve("etc/service").resolve(name), "id > evil");
    }
    master.instance("slappart0", URL, "started", "2");

    assertThat(pass().exitCode()).isZero();

    assertThat(new SupervisorLayout(node.instances()).programsOf("slappart0")).content()
        .contains("programs=slappart0_web\n").doesNotContain("user=0\ndirectory");
    assertThat(node.log().lines()).filteredOn(line -> line.contains("cannot take")).hasSize(5);
  }

  @Test
  void a_partition_name_that_leaves_the_instance_root_fails_alone() {
    Path release = node.release("true");
    node.partition("slappart0");
    master.instance("../soft", URL, "started", "1").instance("slappart0", URL, "started", "1");

    assertThat(pass()).isEqualTo(new PassResult(1, List.of(
        "Error while processing the following partitions:",
        "  ../soft[default]: The Master names a partition '../soft', which is no folder name")));

    assertThat(node.software()).isDirectoryContaining(path -> path.equals(release));
    assertThat(node.software().resolve("buildout.cfg")).doesNotExist();
    assertThat(master.told()).containsExactly("softwareInstanceError ../soft", "startedComputerPartition slappart0");
  }

  @Test
  void one_bootstrap_script_of_the_release_makes_the_partition_s_own_buildout() {
    Path folder = node.partition("slappart0");
    Path release = node.release("touch wrong");
    script(release.resolve("bin/bootstrap-slapos"),
        "mkdir -p sbin; printf '#!/bin/sh\\ntouch right\\n' > sbin/buildout; chmod 700 sbin/buildout");
    master.instance("slappart0", URL, "started", "1");

    assertThat(pass().exitCode()).isZero();
    assertThat(folder.resolve("right")).exists();
    assertThat(folder.resolve("wrong")).doesNotExist();
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
