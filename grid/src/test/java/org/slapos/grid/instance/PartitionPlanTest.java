package org.slapos.grid.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The complete table of what is done with a partition. */
class PartitionPlanTest {
  private static final Optional<String> NOW = Optional.of("1795395642.2674682");

  private static PartitionPlan.Facts facts(
      boolean folder, boolean free, boolean selected, String state, Optional<String> timestamp,
      Optional<String> deployed, double age, long periodicity, boolean forced, boolean forceStop) {
    return new PartitionPlan.Facts(
        folder, free, selected, state, timestamp, deployed, age, periodicity, forced, forceStop);
  }

  @Test
  void every_state_with_and_without_force_when_deployed_or_not() {
    var table = new ArrayList<String>();
    for (String state : List.of("started", "stopped", "destroyed", "sleeping")) {
      for (boolean deployed : List.of(true, false)) {
        for (boolean forced : List.of(false, true)) {
          for (boolean forceStop : List.of(false, true)) {
            PartitionPlan plan = PartitionPlan.decide(facts(
                true, false, true, state, NOW, deployed ? NOW : Optional.empty(), 10, 86400, forced, forceStop));
            table.add("%s %s%s%s: %s".formatted(
                state, deployed ? "deployed" : "new", forced ? " forced" : "", forceStop ? " force-stop" : "", plan));
          }
        }
      }
    }
    assertThat(table).containsExactly(
        "started deployed: UpToDate[checkPromises=true]",
        "started deployed force-stop: Deploy[goal=HELD]",
        "started deployed forced: Deploy[goal=STARTED]",
        "started deployed forced force-stop: Deploy[goal=HELD]",
        "started new: Deploy[goal=STARTED]",
        "started new force-stop: Deploy[goal=HELD]",
        "started new forced: Deploy[goal=STARTED]",
        "started new forced force-stop: Deploy[goal=HELD]",
        "stopped deployed: UpToDate[checkPromises=false]",
        "stopped deployed force-stop: UpToDate[checkPromises=false]",
        "stopped deployed forced: Deploy[goal=STOPPED]",
        "stopped deployed forced force-stop: Deploy[goal=STOPPED]",
        "stopped new: Deploy[goal=STOPPED]",
        "stopped new force-stop: Deploy[goal=STOPPED]",
        "stopped new forced: Deploy[goal=STOPPED]",
        "stopped new forced force-stop: Deploy[goal=STOPPED]",
        "destroyed deployed: UpToDate[checkPromises=false]",
        "destroyed deployed force-stop: UpToDate[checkPromises=false]",
        "destroyed deployed forced: Deploy[goal=DESTROYED]",
        "destroyed deployed forced force-stop: Deploy[goal=DESTROYED]",
        "destroyed new: Deploy[goal=DESTROYED]",
        "destroyed new force-stop: Deploy[goal=DESTROYED]",
        "destroyed new forced: Deploy[goal=DESTROYED]",
        "destroyed new forced force-stop: Deploy[goal=DESTROYED]",
        "sleeping deployed: UpToDate[checkPromises=false]",
        "sleeping deployed force-stop: UpToDate[checkPromises=false]",
        "sleeping deployed forced: Unsupported[state=sleeping]",
        "sleeping deployed forced force-stop: Unsupported[state=sleeping]",
        "sleeping new: Unsupported[state=sleeping]",
        "sleeping new force-stop: Unsupported[state=sleeping]",
        "sleeping new forced: Unsupported[state=sleeping]",
        "sleeping new forced force-stop: Unsupported[state=sleeping]");
  }

  @Test
  void absent_comes_before_free_before_not_selected_before_everything() {
    assertThat(PartitionPlan.decide(facts(false, true, false, "started", NOW, NOW, 0, 1, true, true)))
        .isEqualTo(new PartitionPlan.Absent());
    assertThat(PartitionPlan.decide(facts(true, true, false, "destroyed", NOW, NOW, 0, 1, true, true)))
        .isEqualTo(new PartitionPlan.Free());
    assertThat(PartitionPlan.decide(facts(true, false, false, "started", NOW, NOW, 0, 1, true, true)))
        .isEqualTo(new PartitionPlan.NotSelected());
  }

  @Test
  void any_other_timestamp_text_is_a_change_whether_newer_or_older() {
    var upToDate = new TreeMap<String, Boolean>();
    for (String deployed : List.of("1795395642.2674682", "1795395642.267468", "1795395643", "1")) {
      upToDate.put(deployed, PartitionPlan.decide(facts(
          true, false, true, "stopped", NOW, Optional.of(deployed), 0, 86400, false, false))
          instanceof PartitionPlan.UpToDate);
    }
    assertThat(upToDate).containsOnly(
        java.util.Map.entry("1795395642.2674682", true), java.util.Map.entry("1795395642.267468", false),
        java.util.Map.entry("1795395643", false), java.util.Map.entry("1", false));
  }

  @Test
  void a_master_without_timestamps_gets_every_partition_processed() {
    assertThat(PartitionPlan.decide(facts(
        true, false, true, "started", Optional.empty(), Optional.empty(), 0, 86400, false, false)))
        .isEqualTo(new PartitionPlan.Deploy(Goal.STARTED));
  }

  @Test
  void the_period_decides_when_an_unchanged_partition_is_processed_again() {
    record Case(double age, long periodicity, boolean upToDate) {}
    for (Case row : List.of(
        new Case(100, 100, true), new Case(100.1, 100, false), new Case(0, 0, false), new Case(1e9, -1, true))) {
      assertThat(PartitionPlan.decide(facts(
          true, false, true, "started", NOW, NOW, row.age(), row.periodicity(), false, false))
          instanceof PartitionPlan.UpToDate).as(row.toString()).isEqualTo(row.upToDate());
    }
  }
}
