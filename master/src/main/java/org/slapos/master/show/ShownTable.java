package org.slapos.master.show;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slapos.slap.wire.Value;

/**
 * A table as data.
 *
 * @param name without the version
 * @param skipped columns that exist but are not shown
 * @param rows cells in the order of the columns; empty where the database holds nothing
 */
public record ShownTable(
    String name, List<String> skipped, List<String> columns, List<List<Optional<String>>> rows) {
  /** Scripts look for the names that the tables have in the newest reference. */
  private static final String VERSION = "18";

  private static final String NOTHING = "-";

  public ShownTable {
    skipped = List.copyOf(skipped);
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Its rows as objects, named as the columns. */
  List<Value> objects() {
    return rows.stream().<Value>map(this::object).toList();
  }

  private Value.Dict object(List<Optional<String>> row) {
    var object = Value.Dict.builder();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), ShownObjects.value(row.get(i)));
    }
    return object.build();
  }

  /** The table as text, each line ended; a heading alone when it is empty. */
  String text() {
    var heading = "table " + name + VERSION;
    if (rows.isEmpty()) {
      return heading + ": empty\n";
    }
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    var rule = "-".repeat(IntStream.of(widths).sum() + columns.size() + 1) + "\n";
    var text = new StringBuilder(heading);
    if (!skipped.isEmpty()) {
      text.append(": skipping ").append(String.join(", ", skipped));
    }
    text.append("\n").append(rule).append(line(columns, widths)).append(rule);
    for (var row : rows) {
      text.append(line(row.stream().map(cell -> cell.orElse(NOTHING)).toList(), widths));
    }
    return text.append(rule).toString();
  }

  private int width(int column) {
    return Math.max(
        length(columns.get(column)),
        rows.stream().mapToInt(row -> length(row.get(column).orElse(NOTHING))).max().orElse(0));
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder(" ");
    for (int i = 0; i < widths.length; i++) {
      line.append(center(cells.get(i), widths[i])).append(" ");
    }
    return line.append("\n").toString();
  }

  /** An odd surplus goes to the left of texts of even length, to the right of others. */
  private static String center(String text, int width) {
    int surplus = width - length(text);
    int left = surplus / 2 + (surplus & width & 1);
    return " ".repeat(left) + text + " ".repeat(surplus - left);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
