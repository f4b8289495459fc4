package org.slapos.master.store;

import java.nio.file.Path;
import java.util.Map;

/**
 * Table {@code backup_content} of a backup: what its tables hold, as checksums. SQLite notices damage of its own
 * structure, this notices it in the rows.
 */
final class BackupSeal {
  private static final String TABLE = "backup_content";

  private BackupSeal() {}

  /** A Master that is started on a backup changes its rows. */
  static void remove(Session database) {
    database.run("DROP TABLE IF EXISTS " + TABLE);
  }

  /** Writes it into an open transaction. */
  static void put(Session backup, Map<String, String> digests) {
    backup.run("CREATE TABLE " + TABLE + " (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL)");
    digests.forEach((table, digest) -> backup.run("INSERT INTO " + TABLE + " (name, sha256) VALUES (?, ?)", table, digest));
  }

  /**
   * Holds the rows against it; a file without it, such as a Master's own database, passes.
   *
   * @throws StoreException naming the first table that differs
   */
  static void check(Path file) {
    var dialect = new SqliteDialect(file);
    try (var session = dialect.openReader()) {
      session.begin();
      if (dialect.has(TABLE, session)) {
        var tables = TableCopy.tables(session);
        session
            .list("SELECT name, sha256 FROM " + TABLE, row -> Map.entry(row.text(), row.text()))
            .forEach(entry -> {
              var columns = tables.get(entry.getKey());
              if (columns == null || !digest(session, entry.getKey(), String.join(", ", columns)).equals(entry.getValue())) {
                throw new StoreException("Database " + file + " is damaged: rows of table " + entry.getKey() + " have changed");
              }
            });
      }
      session.commit();
    }
  }

  private static String digest(Session session, String table, String columns) {
    var digest = new TableDigest();
    session.read("SELECT " + columns + " FROM " + table + " ORDER BY rowid", digest);
    return digest.text();
  }
}
