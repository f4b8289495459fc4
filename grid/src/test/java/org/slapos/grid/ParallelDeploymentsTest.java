package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code parallelism}: several partitions are deployed at the same time. */
class ParallelDeploymentsTest {
  private static final int PARTITIONS = 5;

  private final TestNode node = new TestNode();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private PassResult passOverAll(int parallelism) throws Exception {
    node.settings(node.settings().with(
        new GridSettings.Limits(86400, Duration.ofSeconds(30), Optional.empty(), 0, 0, parallelism)));
    for (int i = 0; i < PARTITIONS; i++) {
      node.partition("slappart" + i);
      node.master().instance("slappart" + i, URL, "started", "1");
    }
    return node.grid().instance();
  }

  @Test
  void one_that_waits_for_its_promises_lets_the_next_one_be_deployed() throws Exception {
    node.release("mkdir -p etc/promise; touch built; printf '%s\\n' '#!/bin/sh' 'cd ..'"
        + " 'for i in $(seq 200); do [ $(ls -d */built | wc -l) -ge 4 ] && exit 0; sleep 0.1; done; exit 1'"
        + " > etc/promise/four-are-built; chmod 700 etc/promise/four-are-built");
    PassResult result = passOverAll(2);
    assertThat(result.exitCode()).as(result.summary().toString()).isZero();
  }

  @Test
  void as_many_as_configured_are_deployed_at_the_same_time_and_never_more() throws Exception {
    node.release("touch busy; ls -d ../*/busy | wc -l >> ../counts; sleep 0.5; rm busy");
    assertThat(passOverAll(2).exitCode()).isZero();
    assertThat(Files.readAllLines(node.settings().instanceRoot().resolve("counts")).stream().map(String::strip))
        .hasSize(PARTITIONS).containsOnly("1", "2").contains("2");
  }

  @Test
  void a_service_that_ignores_its_end_holds_up_its_own_partition_only() throws Exception {
    node.release("mkdir -p etc/service; printf '%s\n' '#!/bin/sh' 'trap \"\" TERM' 'echo $$ > pid; while :; do sleep 0.1; done'"
        + " > etc/service/stubborn; chmod 700 etc/service/stubborn");
    assertThat(passOverAll(2).exitCode()).isZero();
    Path pid = node.partition("slappart0").resolve("pid");
    Eventually.isTrue(() -> Files.exists(pid) && !TestNode.read(pid).isEmpty());
    node.master().forget();
    node.release("mkdir -p etc/service; rm -f etc/service/*; printf '%s\n' '#!/bin/sh' 'exec sleep 3600' > etc/service/other$PPID",
        "chmod 700 etc/service/*");
    node.master().instance("slappart0", URL, "stopped", "2");
    node.master().instance("slappart1", URL, "started", "2");

    CompletableFuture<PassResult> pass = CompletableFuture.supplyAsync(() -> node.grid().instance());
    Eventually.isTrue(() -> node.log().lines().contains("INFO   Instance status: stopped"));
    for (int i = 1; i < PARTITIONS; i++) {
      kill(node.partition("slappart" + i).resolve("pid"));
    }
    Eventually.isTrue(() -> node.master().told().contains("startedComputerPartition slappart1"));
    assertThat(node.master().told()).doesNotContain("stoppedComputerPartition slappart0");
    assertThat(pass).isNotDone();

    kill(pid);
    assertThat(pass.get(60, TimeUnit.SECONDS).exitCode()).isZero();
    assertThat(node.master().told()).contains("stoppedComputerPartition slappart0");
  }

  private static void kill(Path pid) {
    Eventually.isTrue(() -> Files.exists(pid) && !TestNode.read(pid).isEmpty());
    ProcessHandle.of(Long.parseLong(TestNode.read(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
  }
}
