package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.supervisor.SupervisorDaemon;
import org.slapos.grid.supervisor.SupervisorLayout;

/** supervisord is killed, or ended for an upgrade; the next pass has every up-to-date service run once again. */
class SupervisorRecoveryTest {
  private final TestNode node = new TestNode();
  private final Path web = node.partition("slappart0");
  private final Path other = node.partition("slappart1");

  /** Two started partitions with a service each that records its process, and a child of it; one stopped. */
  @BeforeEach
  void deploy() throws Exception {
    node.release(
        "mkdir -p etc/service etc/run",
        "printf '#!/bin/sh\\nsleep 3600 & echo $! > child\\necho $$ >> pids\\nwait\\n' > etc/service/web",
        "printf '#!/bin/sh\\necho x >> once\\n' > etc/run/once", "chmod 700 etc/service/web etc/run/once");
    node.partition("slappart2");
    for (String id : List.of("slappart0", "slappart1", "slappart2")) {
      node.master().instance(id, URL, "started", "1");
    }
    assertThat(node.grid().instance().exitCode()).isZero();
    node.master().instance("slappart2", URL, "stopped", "2");
    assertThat(node.grid().instance().exitCode()).isZero();
    awaitPids(1);
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private void awaitPids(int count) {
    for (Path folder : List.of(web, other)) {
      Eventually.isTrue(() -> Files.exists(folder.resolve("pids"))
          && TestNode.read(folder.resolve("pids")).lines().count() == count);
    }
  }

  private ProcessHandle supervisord() throws Exception {
    Path pidFile = node.instances().resolve("var/run/supervisord.pid");
    return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).orElseThrow();
  }

  private static boolean runs(String pid) {
    return Alive.pid(pid);
  }

  @Test
  void services_of_a_killed_supervisord_are_ended_and_run_once_again() throws Exception {
    String before = TestNode.read(web.resolve("pids"));
    String child = TestNode.read(web.resolve("child"));
    ProcessHandle daemon = supervisord();
    daemon.destroyForcibly();
    Eventually.isTrue(() -> !runs(Long.toString(daemon.pid())));
    assertThat(runs(before)).as("an orphan runs on").isTrue();

    assertThat(node.grid().instance().exitCode()).isZero();

    awaitPids(2);
    assertThat(runs(before)).isFalse();
    assertThat(runs(child)).as("what the service had started").isFalse();
    Eventually.isTrue(() -> node.processes().equals(List.of(
        "slappart0:once EXITED", "slappart0:web-on-watch RUNNING", "slappart1:once EXITED",
        "slappart1:web-on-watch RUNNING")));
    assertThat(node.log().lines()).anyMatch(line ->
        line.startsWith("WARNING supervisord has died") && line.contains("slappart0:web-on-watch"));
  }

  @Test
  void after_an_upgrade_up_to_date_partitions_run_again_without_a_new_deployment() throws Exception {
    String before = TestNode.read(web.resolve("pids"));
    node.shutDownSupervisord();
    int installed = installations();

    assertThat(node.grid().instance().exitCode()).isZero();

    awaitPids(2);
    assertThat(runs(before)).isFalse();
    assertThat(installations()).isEqualTo(installed);
    assertThat(node.log().lines()).noneMatch(line -> line.contains("supervisord has died"));
    Eventually.isTrue(() -> node.processes().contains("slappart1:web-on-watch RUNNING"));
    assertThat(node.processes()).noneMatch(line -> line.startsWith("slappart2"));
  }

  @Test
  void a_supervisord_that_lives_keeps_its_services() {
    String before = TestNode.read(web.resolve("pids"));
    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(runs(before)).isTrue();
    assertThat(TestNode.read(web.resolve("pids"))).isEqualTo(before);
  }

  @Test
  void passes_that_find_none_at_the_same_time_start_one() throws Exception {
    node.shutDownSupervisord();
    var daemon = new SupervisorDaemon(new SupervisorLayout(node.instances()), TestTools.prepared(), node.log());
    try (var passes = Executors.newFixedThreadPool(4)) {
      Callable<Object> start = daemon::ensureRunning;
      for (Future<Object> pass : passes.invokeAll(Collections.nCopies(4, start))) {
        pass.get();
      }
    }
    assertThat(node.log().lines().stream().filter(line -> line.contains("Launching supervisord")))
        .as("at the first deployment, and once now").hasSize(2);
    assertThat(node.processes()).isNotEmpty();
  }

  @Test
  void passes_of_all_kinds_may_begin_a_new_node_at_the_same_time() throws Exception {
    for (int round = 0; round < 3; round++) {
      try (var other = new TestNode(); var passes = Executors.newFixedThreadPool(3)) {
        List<Callable<PassResult>> kinds = List.of(
            () -> other.gridWithPidFile("a").software(), () -> other.gridWithPidFile("b").instance(),
            () -> other.gridWithPidFile("c").report());
        for (Future<PassResult> pass : passes.invokeAll(kinds)) {
          assertThat(pass.get()).isEqualTo(new PassResult(0, List.of()));
        }
      }
    }
  }

  private int installations() {
    return (int) node.log().lines().stream().filter(line -> line.contains("Installing Computer Partition")).count();
  }
}
