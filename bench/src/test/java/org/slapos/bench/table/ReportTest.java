package org.slapos.bench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Outcome;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.Statistics;

class ReportTest {
  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    var table = new MarkdownTable("a", "long head");
    table.add(List.of("wide cell", "|"));
    assertThat(table.text()).isEqualTo("""
        | a         | long head |
        | --------- | --------- |
        | wide cell | \\|        |
        """);
  }

  @Test
  void a_row_of_another_length_is_refused() {
    assertThatThrownBy(() -> new MarkdownTable("a").add(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_missing_side_is_an_empty_cell_and_a_missed_goal_is_told() {
    var sides = new LinkedHashMap<Side, Map<Quantity, Statistics>>();
    sides.put(Side.OURS, Map.of(Quantity.WALL, new Statistics(81.23, 70, 100.4)));
    sides.put(Side.NEW, Map.of(Quantity.WALL, new Statistics(162.46, 150, 200)));
    var report = Report.of(List.of(new Outcome("supply", sides, List.of(new Goal(Quantity.WALL, 0.4)))));
    assertThat(report.lines().toList().getLast().replaceAll(" +", " "))
        .isEqualTo("| supply | wall time, ms | 81.2 (70.0–100) | 162 (150–200) | | 0.50 | ≤ 0.40, **missed** |");
  }

  @Test
  void results_replace_the_old_ones_and_leave_the_rest_of_the_page() {
    String page = """
        # Head
        <!-- written by bench/run master -->
        old
        <!-- end of what bench/run master wrote -->
        <!-- written by bench/run node -->
        kept
        """;
    assertThat(Document.withResults(page, "master", "new\n")).isEqualTo("""
        # Head
        <!-- written by bench/run master -->

        new

        <!-- end of what bench/run master wrote -->
        <!-- written by bench/run node -->
        kept
        """);
  }

  @Test
  void without_a_reference_there_is_no_ratio_and_the_goal_bounds_the_figure() {
    var sides = new LinkedHashMap<Side, Map<Quantity, Statistics>>();
    sides.put(Side.OURS, Map.of(Quantity.P99, new Statistics(1200, 1000, 1300)));
    var report = Report.of(List.of(new Outcome("nodes", sides, List.of(Goal.absolute(Quantity.P99, 1000)))));
    assertThat(report.lines().toList().getLast().replaceAll(" +", " "))
        .isEqualTo("| nodes | latency, 99 of 100, ms | 1200 (1000–1300) | | | | ≤ 1000 ms, **missed** |");
  }
}
