package org.slapos.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void the_median_of_an_odd_number_is_the_one_in_the_middle() {
    assertThat(Statistics.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Statistics(2, 1, 9));
  }

  @Test
  void the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
    assertThat(Statistics.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new Statistics(3, 1, 8));
  }

  @Test
  void nothing_has_no_median() {
    assertThatThrownBy(() -> Statistics.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void times_are_compared_with_the_shorter_and_rates_with_the_higher_reference() {
    var outcome = outcome(List.of());
    assertThat(outcome.ratio(Quantity.WALL)).hasValue(0.5);
    assertThat(outcome.ratio(Quantity.RATE)).hasValue(5);
  }

  @Test
  void a_goal_bounds_times_from_above_and_rates_from_below() {
    assertThat(outcome(List.of(new Goal(Quantity.WALL, 0.5), new Goal(Quantity.RATE, 5))))
        .matches(outcome -> outcome.reached(Quantity.WALL) && outcome.reached(Quantity.RATE));
    assertThat(outcome(List.of(new Goal(Quantity.WALL, 0.4), new Goal(Quantity.RATE, 6))))
        .matches(outcome -> !outcome.reached(Quantity.WALL) && !outcome.reached(Quantity.RATE));
  }

  private static Outcome outcome(List<Goal> goals) {
    var sides = new LinkedHashMap<Side, Map<Quantity, Statistics>>();
    sides.put(Side.OURS, values(100, 5000));
    sides.put(Side.NEW, values(300, 500));
    sides.put(Side.OLD, values(200, 1000));
    return new Outcome("", sides, goals);
  }

  private static Map<Quantity, Statistics> values(double wall, double rate) {
    var values = new EnumMap<Quantity, Statistics>(Quantity.class);
    values.put(Quantity.WALL, new Statistics(wall, wall, wall));
    values.put(Quantity.RATE, new Statistics(rate, rate, rate));
    return values;
  }
}
