package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logs do not grow for ever: the agent's own at 20 MiB, those of services at 100 KB by supervisord. */
class LogRotationTest {
  private final TestNode node = new TestNode();
  private final Path folder = node.partition("slappart0");

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  @Test
  void a_partition_s_log_of_twenty_mebibytes_is_set_aside_once_it_is_processed_again() throws Exception {
    node.release("true");
    node.master().instance("slappart0", URL, "started", "1");
    node.grid().instance();
    Path log = folder.resolve(".slapgrid/log/instance.log");
    Path older = folder.resolve(".slapgrid/log/instance.log.1");
    Files.writeString(log, "x".repeat((20 << 20) - 1));

    node.master().instance("slappart0", URL, "started", "2");
    node.grid().instance();
    assertThat(older).doesNotExist();
    assertThat(Files.size(log)).isGreaterThan(20 << 20);

    node.master().instance("slappart0", URL, "started", "3");
    node.grid().instance();
    assertThat(Files.size(older)).isGreaterThan(20 << 20);
    assertThat(log).content().contains("Processing Computer Partition slappart0.").doesNotContain("x".repeat(100));
  }

  @Test
  void a_service_s_log_is_rotated_by_supervisord_with_one_backup() throws Exception {
    node.release(
        "mkdir -p etc/run",
        "printf '#!/bin/sh\\ni=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo line $i "
            + "................................................................................; done\\n' > etc/run/talk",
        "chmod 700 etc/run/talk");
    node.master().instance("slappart0", URL, "started", "1");
    assertThat(node.grid().instance().exitCode()).isZero();

    Path log = folder.resolve(".slappart0_talk.log");
    Path older = folder.resolve(".slappart0_talk.log.1");
    // The last line may be the one that has supervisord begin a new file.
    Eventually.isTrue(() -> Files.exists(older) && (TestNode.read(log) + TestNode.read(older)).contains("line 4000 "));
    assertThat(Files.size(log)).isLessThanOrEqualTo(100 * 1024 + 200);
    assertThat(folder.resolve(".slappart0_talk.log.2")).doesNotExist();
  }
}
