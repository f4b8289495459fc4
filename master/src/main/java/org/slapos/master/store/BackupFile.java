package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.slapos.config.IoReason;

/**
 * A backup: a SQLite database with the tables of the Master, whatever database it was taken from. {@code proxy show} can
 * look into it.
 */
final class BackupFile {
  private BackupFile() {}

  /** The schema of a database in an open transaction, as the tables of ours tell it. */
  static int schema(Dialect dialect, Session session) {
    if (!dialect.has(Migrations.HISTORY_TABLE, session)) {
      throw new StoreException(dialect.description() + " holds nothing of a Master");
    }
    int version =
        session.first("SELECT MAX(version) FROM " + Migrations.HISTORY_TABLE, Row::number).orElse(0L).intValue();
    if (version > Migrations.SCRIPTS.size()) {
      throw new StoreException(
          dialect.description() + " has schema " + version + ", this program knows only " + Migrations.SCRIPTS.size()
              + "; use a newer program");
    }
    return version;
  }

  /** What was written: the schema, and the rows by table. */
  record Written(int schema, Map<String, Long> counts) {}

  /**
   * Writes all of a database, as it is at one moment, into a new file that belongs to its owner alone, checks it and
   * syncs it. Others may write to the database meanwhile.
   *
   * @param sealed whether the file says what its rows are, so that damage of them is noticed
   */
  static Written write(Dialect dialect, Path unfinished, boolean sealed, Instant now) throws IOException {
    DatabaseFile.keepPrivate(unfinished);
    Written written;
    try (var source = dialect.openReader()) {
      source.begin();
      written = write(dialect, source, unfinished, sealed, now);
      source.commit();
    }
    check(unfinished, written.counts());
    SqliteBackup.sync(unfinished);
    return written;
  }

  private static Written write(Dialect dialect, Session source, Path unfinished, boolean sealed, Instant now) {
    int schema = schema(dialect, source);
    var file = new SqliteDialect(unfinished);
    try (var target = file.openPlain()) {
      // Nobody sees the file before it is whole and synced.
      var _ = target.first("PRAGMA journal_mode = OFF", Row::text);
      target.run("PRAGMA synchronous = OFF");
      target.begin();
      new Migrations(file, Migrations.SCRIPTS.subList(0, schema)).apply(target, now);
      var copy = new TableCopy(source, target);
      var counts = copy.copy(TableCopy.tables(target));
      if (sealed) {
        BackupSeal.put(target, copy.digests());
      }
      target.commit();
      return new Written(schema, counts);
    }
  }

  /**
   * Reads all of a file.
   *
   * @throws StoreException if it is damaged, or does not hold so many rows
   */
  static void check(Path file, Map<String, Long> counts) {
    SqliteBackup.check(file);
    try (var session = SqliteDialect.openReadOnly(file)) {
      var dangling = session.list("SELECT \"table\" FROM pragma_foreign_key_check", Row::text);
      if (!dangling.isEmpty()) {
        throw new StoreException("Database " + file + " is damaged: table " + dangling.getFirst() + " refers to missing rows");
      }
      BackupSeal.check(file);
      counts.forEach((table, count) -> {
        if (TableCopy.count(session, table) != count) {
          throw new StoreException("Database " + file + " is damaged: rows are missing in table " + table);
        }
      });
    }
  }

  static void delete(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new StoreException("Cannot remove " + unfinished + ": " + IoReason.of(e), e);
    }
  }
}
