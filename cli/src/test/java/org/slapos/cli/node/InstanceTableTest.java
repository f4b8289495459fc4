package org.slapos.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slapos.grid.instance.PartitionResult;
import org.slapos.grid.instance.PartitionResult.Kind;

class InstanceTableTest {
  private static PartitionResult result(String partition, Kind kind, String message) {
    return new PartitionResult(partition, "http://example.com/software.cfg", kind, message);
  }

  private static List<String> plain(List<PartitionResult> results) {
    return InstanceTable.lines(results).stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")).toList();
  }

  @Test
  void each_partition_that_changed_or_failed_has_a_line_and_all_are_counted() {
    assertThat(plain(List.of(
        result("slappart0", Kind.UNCHANGED, ""),
        result("slappart1", Kind.STARTED, ""),
        result("slappart2", Kind.FAILED, "Failed to run buildout profile\nsecond line"),
        result("slappart10", Kind.PROMISE_FAILED, "Promise 'p' failed with output: " + "x".repeat(200)),
        result("slappart11", Kind.UNCHANGED, ""))))
        .containsExactly(
            "PARTITION   RESULT          WHY OR WHAT",
            "slappart1   started         http://example.com/software.cfg",
            "slappart2   failed          Failed to run buildout profile",
            "slappart10  promise failed  Promise 'p' failed with output: " + "x".repeat(67) + "…",
            "2 unchanged, 1 started, 1 promise failed, 1 failed");
  }

  @Test
  void with_nothing_to_tell_the_count_is_all() {
    assertThat(plain(List.of(result("slappart0", Kind.UNCHANGED, "")))).containsExactly("1 unchanged");
    assertThat(plain(List.of())).containsExactly("no partition is used");
  }

  @Test
  void colours_tell_good_from_bad() {
    assertThat(InstanceTable.lines(List.of(
        result("a", Kind.STOPPED, ""), result("b", Kind.FAILED, "x"), result("c", Kind.ANOMALY, "y"))))
        .anyMatch(line -> line.contains("\u001b[0;32mstopped")).anyMatch(line -> line.contains("\u001b[0;31mfailed"))
        .anyMatch(line -> line.contains("\u001b[0;33manomaly"));
  }
}
