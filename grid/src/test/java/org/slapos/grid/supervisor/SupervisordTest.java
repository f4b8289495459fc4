package org.slapos.grid.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.Eventually;
import org.slapos.grid.TestNode;
import org.slapos.grid.TestTools;
import org.slapos.grid.process.Accounts;

/** Against a real supervisord. */
class SupervisordTest {
  private final TestNode node = new TestNode();
  private final SupervisorLayout layout = new SupervisorLayout(node.instances());
  private final Supervisord supervisord = Supervisord.at(layout.socket());
  private final PartitionServices services = new PartitionServices(layout, supervisord);

  @BeforeEach
  void launch() throws Exception {
    SupervisorSkeleton.write(layout, "/bin/false");
    daemon().ensureRunning();
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private SupervisorDaemon daemon() {
    return new SupervisorDaemon(layout, TestTools.prepared(), node.log());
  }

  private PartitionPrograms programs(List<String> runners, List<String> watched) {
    var folder = node.partition("slappart0");
    runners.forEach(name -> TestNode.script(folder.resolve("etc/run/" + name), "echo ran $0"));
    watched.forEach(name -> TestNode.script(
        folder.resolve("etc/service/" + name), "touch $PWD/begun", "exec sleep 3600"));
    return new PartitionPrograms("slappart0", folder, new Accounts().ownerOf(folder), runners, watched);
  }

  @Test
  void is_launched_once_and_answers() {
    assertThat(supervisord.state()).isEqualTo(1);
    daemon().ensureRunning();
    assertThat(node.log().lines())
        .containsOnlyOnce("INFO Launching supervisord with clean environment.")
        .contains("DEBUG Supervisord already running.");
  }

  @Test
  void starts_a_partition_s_programs_and_stops_them() throws Exception {
    services.start(programs(List.of("once"), List.of("web")), node.log());
    Eventually.isTrue(() -> node.processes()
        .equals(List.of("slappart0:once EXITED", "slappart0:web-on-watch RUNNING")));
    Eventually.isTrue(() -> Files.exists(node.instances().resolve("slappart0/begun")));
    assertThat(node.log().lines()).contains("INFO Updated 'slappart0'", "INFO Requested start of slappart0...");

    services.stop("slappart0", node.log());
    assertThat(node.processes()).isEmpty();
    assertThat(layout.programsOf("slappart0")).doesNotExist();
    assertThat(node.log().lines()).contains(
        "INFO Stopped 'slappart0'", "INFO Removed 'slappart0'", "INFO Requested stop of slappart0...");
  }

  @Test
  void an_unchanged_partition_keeps_its_running_services_and_a_changed_one_is_restarted() throws Exception {
    services.start(programs(List.of(), List.of("web")), node.log());
    Eventually.isTrue(() -> Files.exists(node.instances().resolve("slappart0/begun")));
    var before = supervisord.processState("slappart0:web-on-watch");
    services.start(programs(List.of(), List.of("web")), node.log());
    assertThat(supervisord.processState("slappart0:web-on-watch")).isEqualTo(before);

    services.start(programs(List.of(), List.of("web", "other")), node.log());
    Eventually.isTrue(() -> node.processes()
        .equals(List.of("slappart0:other-on-watch RUNNING", "slappart0:web-on-watch RUNNING")));
    assertThat(node.log().lines()).contains("INFO Stopped 'slappart0'");
  }

  @Test
  void passes_that_start_and_stop_other_partitions_at_the_same_time_do_not_meet() throws Exception {
    PartitionPrograms first = programs(List.of(), List.of("web"));
    Path folder = node.partition("slappart1");
    TestNode.script(folder.resolve("etc/service/web"), "exec sleep 3600");
    var second = new PartitionPrograms("slappart1", folder, new Accounts().ownerOf(folder), List.of(), List.of("web"));
    var failures = new ConcurrentLinkedQueue<Throwable>();
    List<Thread> passes = Stream.of(first, second).map(programs -> Thread.ofPlatform().start(() -> {
      var own = new PartitionServices(layout, supervisord);
      try {
        for (int round = 0; round < 15; round++) {
          own.start(programs, node.log());
          own.stop(programs.partition(), node.log());
        }
      } catch (IOException | RuntimeException e) {
        failures.add(e);
      }
    })).toList();
    for (Thread pass : passes) {
      pass.join();
    }
    assertThat(failures).isEmpty();
    assertThat(node.processes()).isEmpty();
  }

  @Test
  void a_partition_without_programs_has_no_file_and_nothing_to_start() throws Exception {
    services.start(programs(List.of(), List.of()), node.log());
    assertThat(node.log().lines()).contains(
        "WARNING No runners nor services found for partition 'slappart0'", "INFO Nothing to start on slappart0...");
    assertThat(layout.programsOf("slappart0")).doesNotExist();
  }

  @Test
  void leftover_groups_of_managers_go_at_the_next_start_but_not_those_of_a_longer_name() throws Exception {
    Files.writeString(layout.programs().resolve("slappart0-prerm.conf"), "");
    Files.writeString(layout.programs().resolve("slappart00.conf"), "");
    services.start(programs(List.of(), List.of("web")), node.log());
    assertThat(layout.programs().resolve("slappart0-prerm.conf")).doesNotExist();
    assertThat(layout.programs().resolve("slappart00.conf")).exists();
  }

  @Test
  void a_daemon_on_the_socket_of_long_ago_is_used_until_it_ends() throws Exception {
    Path legacy = node.instances().resolve("supervisord.socket");
    node.shutDownSupervisord();
    Files.writeString(layout.configuration(), SupervisorSkeleton.mainFile(layout, "/bin/false")
        .replace(layout.socket().toString(), legacy.toString()));
    var tools = TestTools.prepared();
    new ProcessBuilder(
        tools.python().toString(), tools.supervisord().toString(), "-c", layout.configuration().toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    Eventually.isTrue(() -> Files.exists(legacy));
    SupervisorSkeleton.write(layout, "/bin/false");
    assertThat(layout.configuration()).content().contains("unix://" + legacy + "\n", "file=" + legacy + "\n");

    assertThat(daemon().ensureRunning()).as("it ran already").isPresent();

    assertThat(layout.socket()).isEqualTo(legacy);
    assertThat(node.log().lines()).contains("INFO Using legacy supervisor socket path " + legacy);
    node.shutDownSupervisord();
    SupervisorSkeleton.write(layout, "/bin/false");
    assertThat(daemon().ensureRunning()).isEmpty();
    assertThat(node.instances().resolve("sv.sock")).exists();
  }

  @Test
  void a_fault_carries_its_name() {
    assertThatThrownBy(() -> supervisord.startGroup("nobody"))
        .isInstanceOfSatisfying(SupervisorFault.class, fault -> assertThat(fault.isBadName()).isTrue());
  }

  @Test
  void an_absent_daemon_is_named_by_the_error() {
    var nobody = Supervisord.at(node.root().resolve("nobody.sock"));
    assertThatThrownBy(nobody::startAll).isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("supervisord does not answer");
  }
}
