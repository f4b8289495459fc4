package org.slapos.bench.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/** What the rounds of a scenario gave. */
public record Outcome(String title, SequencedMap<Side, Map<Quantity, Statistics>> sides, List<Goal> goals) {

  /** The quantities in the order of their declaration. */
  public List<Quantity> quantities() {
    return sides.firstEntry().getValue().keySet().stream().sorted().toList();
  }

  /** Our median divided by that of the better reference; empty if none took part. */
  public OptionalDouble ratio(Quantity quantity) {
    var references = sides.keySet().stream()
        .filter(side -> side != Side.OURS)
        .mapToDouble(side -> median(side, quantity));
    var best = quantity.lessIsBetter() ? references.min() : references.max();
    return best.isPresent()
        ? OptionalDouble.of(median(Side.OURS, quantity) / best.getAsDouble())
        : OptionalDouble.empty();
  }

  /** What that side measured; empty if it did not take part. */
  public Optional<Statistics> values(Side side, Quantity quantity) {
    return Optional.ofNullable(sides.get(side)).map(values -> values.get(quantity));
  }

  public Optional<Goal> goal(Quantity quantity) {
    return goals.stream().filter(goal -> goal.quantity() == quantity).findFirst();
  }

  /** Whether the goal for that quantity is reached; true if there is none. */
  public boolean reached(Quantity quantity) {
    return goal(quantity)
        .map(goal -> goal.met(goal.absolute() ? median(Side.OURS, quantity) : ratio(quantity).orElseThrow()))
        .orElse(true);
  }

  private double median(Side side, Quantity quantity) {
    return values(side, quantity).orElseThrow().median();
  }
}
