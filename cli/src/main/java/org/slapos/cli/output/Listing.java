package org.slapos.cli.output;

import java.io.PrintStream;
import java.util.List;
import org.slapos.slap.wire.Value;

/**
 * What a reading command found, ready for every form.
 *
 * @param columns headings, the name of the thing first
 * @param rows cells in the order of the columns
 * @param document the same for programs
 * @param names of the things, for shells
 */
public record Listing(List<String> columns, List<List<String>> rows, Value document, List<String> names) {
  public Listing {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** A listing of one thing per row, named by its first cell. */
  public Listing(List<String> columns, List<List<String>> rows, Value document) {
    this(columns, rows, document, rows.stream().map(List::getFirst).toList());
  }

  /** A listing whose document is a list of objects, one per row, named as the columns. */
  public static Listing of(List<String> columns, List<List<String>> rows) {
    List<Value> objects = rows.stream().<Value>map(row -> object(columns, row)).toList();
    return new Listing(columns, rows, new Value.ListValue(objects));
  }

  private static Value.Dict object(List<String> columns, List<String> row) {
    var object = Value.Dict.builder();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), row.get(i));
    }
    return object.build();
  }

  /** Prints it. */
  public void print(OutputFormat format, PrintStream out) {
    switch (format) {
      case TABLE -> out.print(new TextColumns(columns, rows).text());
      case JSON, YAML -> format.print(document, out);
      case NAME -> names.forEach(out::println);
    }
  }
}
