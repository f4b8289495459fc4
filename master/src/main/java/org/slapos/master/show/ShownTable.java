package org.slapos.master.show;

import java.util.List;
import java.util.Optional;
import org.slapos.slap.table.RuledTable;
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
    if (!skipped.isEmpty()) {
      heading += ": skipping " + String.join(", ", skipped);
    }
    var shown = rows.stream().map(row -> row.stream().map(cell -> cell.orElse(NOTHING)).toList()).toList();
    return heading + "\n" + String.join("\n", new RuledTable(columns, shown).lines()) + "\n";
  }
}
