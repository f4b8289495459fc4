package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
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
}
