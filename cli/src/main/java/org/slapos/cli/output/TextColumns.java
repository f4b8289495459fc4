package org.slapos.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Columns for people: headings in capitals, cells aligned at the left, no rules, no blanks at the end. */
record TextColumns(List<String> columns, List<List<String>> rows) {
  private static final String GAP = "  ";

  String text() {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    var text = new StringBuilder();
    append(text, columns.stream().map(name -> name.toUpperCase(Locale.ROOT).replace('-', ' ')).toList(), widths);
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(length(columns.get(column))), rows.stream().mapToInt(row -> length(row.get(column))))
        .max()
        .orElse(0);
  }

  private static void append(StringBuilder text, List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i).replace("\n", "\\n");
      line.append(cell).repeat(' ', Math.max(0, widths[i] - length(cell))).append(GAP);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
