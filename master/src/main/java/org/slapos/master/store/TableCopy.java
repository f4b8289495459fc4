package org.slapos.master.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies all rows of a database into the same tables of another, whatever the two systems: the tables hold nothing but
 * texts and whole numbers.
 */
final class TableCopy {
  private final Session source;
  private final Session target;
  private final Map<String, String> digests = new LinkedHashMap<>();

  /** Both are in a transaction, so that one picture is copied, wholly or not at all. */
  TableCopy(Session source, Session target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Copies.
   *
   * @param tables columns by table; a table stands behind those it refers to
   * @return rows by table, as the source holds them
   * @throws StoreException if not all of them arrived
   */
  Map<String, Long> copy(Map<String, List<String>> tables) {
    var counts = new LinkedHashMap<String, Long>();
    target.run("DELETE FROM " + Migrations.HISTORY_TABLE);
    tables.forEach((table, columns) -> counts.put(table, copy(table, columns)));
    return counts;
  }

  private long copy(String table, List<String> columns) {
    var names = String.join(", ", columns);
    var places = String.join(", ", Collections.nCopies(columns.size(), "?"));
    var digest = new TableDigest();
    source.copy(
        "SELECT " + names + " FROM " + table, target, "INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")",
        digest);
    digests.put(table, digest.text());
    long there = count(source, table);
    long here = count(target, table);
    if (there != here) {
      throw new StoreException("Only " + here + " of " + there + " rows of table " + table + " could be copied");
    }
    return there;
  }

  /** By table, of what was copied, in the order in which it arrived. */
  Map<String, String> digests() {
    return Map.copyOf(digests);
  }

  static long count(Session session, String table) {
    return session.first("SELECT COUNT(*) FROM " + table, Row::number).orElse(0L);
  }

  /** The tables of a SQLite database of ours in the order they were made, with their columns. */
  static Map<String, List<String>> tables(Session sqlite) {
    var tables = new LinkedHashMap<String, List<String>>();
    var names = sqlite.list(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid",
        Row::text);
    for (var name : names) {
      tables.put(name, sqlite.list("SELECT name FROM pragma_table_info(?) ORDER BY cid", Row::text, name));
    }
    return tables;
  }
}
