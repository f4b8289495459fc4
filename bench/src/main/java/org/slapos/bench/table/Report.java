package org.slapos.bench.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Outcome;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.Statistics;

/** Outcomes as a table: one row for each quantity of each scenario. */
public final class Report {
  private final MarkdownTable table =
      new MarkdownTable("measured", "", "ours", "reference 1.26.1", "reference 1.6.10", "ours / better one", "goal");

  private Report() {}

  /** The lines of the table. */
  public static String of(List<Outcome> outcomes) {
    var report = new Report();
    outcomes.forEach(report::add);
    return report.table.text();
  }

  private void add(Outcome outcome) {
    String title = outcome.title();
    for (Quantity quantity : outcome.quantities()) {
      var cells = new ArrayList<String>(List.of(title, quantity.title() + ", " + quantity.unit()));
      for (Side side : Side.values()) {
        cells.add(outcome.values(side, quantity).map(Report::cell).orElse(""));
      }
      var ratio = outcome.ratio(quantity);
      cells.add(ratio.isPresent() ? ratio(ratio.getAsDouble()) : "");
      cells.add(outcome.goal(quantity).map(goal -> goal(goal, outcome.reached(quantity))).orElse(""));
      table.add(cells);
      title = "";
    }
  }

  private static String goal(Goal goal, boolean reached) {
    var limit = goal.absolute() ? number(goal.limit()) + " " + goal.quantity().unit() : ratio(goal.limit());
    return (goal.quantity().lessIsBetter() ? "≤ " : "≥ ") + limit + (reached ? "" : ", **missed**");
  }

  private static String cell(Statistics values) {
    return number(values.median()) + " (" + number(values.minimum()) + "–" + number(values.maximum()) + ")";
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : ratio < 10 ? "%.2f" : "%.0f", ratio);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
