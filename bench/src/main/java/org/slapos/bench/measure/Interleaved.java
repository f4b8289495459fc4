package org.slapos.bench.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a scenario: ours, reference, ours, reference..., so that what disturbs the machine disturbs both. */
public final class Interleaved {
  private final int rounds;
  private final QuietMachine machine;

  public Interleaved(int rounds, QuietMachine machine) {
    this.rounds = rounds;
    this.machine = machine;
  }

  /** All rounds, after one of each side that does not count; of a long scenario only one. */
  public Outcome run(Scenario scenario) throws Exception {
    var values = new LinkedHashMap<Side, Map<Quantity, List<Double>>>();
    int last = scenario.once() ? 1 : Math.min(rounds, scenario.mostRounds());
    for (int number = scenario.once() ? 1 : 0; number <= last; number++) {
      for (var side : scenario.rounds().entrySet()) {
        machine.await();
        var measured = side.getValue().measure(number);
        if (number > 0) {
          var lists = values.computeIfAbsent(side.getKey(), _ -> new EnumMap<>(Quantity.class));
          measured.forEach((quantity, value) -> lists.computeIfAbsent(quantity, _ -> new ArrayList<>()).add(value));
        }
      }
    }
    var sides = new LinkedHashMap<Side, Map<Quantity, Statistics>>();
    values.forEach((side, lists) -> sides.put(side, statistics(lists)));
    return new Outcome(scenario.title(), sides, scenario.goals());
  }

  private static Map<Quantity, Statistics> statistics(Map<Quantity, List<Double>> lists) {
    var statistics = new EnumMap<Quantity, Statistics>(Quantity.class);
    lists.forEach((quantity, list) -> statistics.put(quantity, Statistics.of(list)));
    return statistics;
  }
}
