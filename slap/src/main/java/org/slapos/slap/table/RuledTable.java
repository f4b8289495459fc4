package org.slapos.slap.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The reference's tables: rules of dashes around the heading and below the rows, cells in the middle of columns. */
public record RuledTable(List<String> columns, List<List<String>> rows) {

  /** Its lines, without line ends. */
  public List<String> lines() {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    String rule = "-".repeat(IntStream.of(widths).sum() + columns.size() + 1);
    var lines = new ArrayList<>(List.of(rule, line(columns, widths), rule));
    rows.forEach(row -> lines.add(line(row, widths)));
    lines.add(rule);
    return lines;
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(length(columns.get(column))), rows.stream().mapToInt(row -> length(row.get(column))))
        .max()
        .orElse(0);
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder(" ");
    for (int i = 0; i < widths.length; i++) {
      int surplus = widths[i] - length(cells.get(i));
      // An odd surplus goes to the left of texts of even length, to the right of others.
      int left = surplus / 2 + (surplus & widths[i] & 1);
      line.repeat(' ', left).append(cells.get(i)).repeat(' ', surplus - left).append(' ');
    }
    return line.toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
