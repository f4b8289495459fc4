package org.slapos.bench.measure;

import java.util.List;

/** What is kept of the same measurement in several rounds. */
public record Statistics(double median, double minimum, double maximum) {

  /**
   * Of an even number of values the median is the mean of the two in the middle.
   *
   * @throws IllegalArgumentException if there is no value
   */
  public static Statistics of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Statistics(median, sorted.getFirst(), sorted.getLast());
  }
}
