package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slapos.config.IoReason;

/** {@code proxy restore}: a database becomes what a backup holds; what it was is kept. */
public final class Restore {
  private final Path backup;

  public Restore(Path backup) {
    this.backup = backup;
  }

  /**
   * Restores. The backup is checked and brought to the present schema in a copy first. Killed at any moment, the
   * database is wholly what it was or wholly what the backup holds.
   *
   * @param replace whether a database that holds something may be replaced
   * @throws StoreException if it may not, a Master serves the database, or the backup is none; nothing has changed
   */
  public BackupReport into(DatabaseLocation location, boolean replace, Instant now) {
    return switch (location) {
      case DatabaseLocation.SqliteFile(var file) -> new SqliteRestore(this, file).run(replace, now);
      case DatabaseLocation.PostgresDatabase database -> new PostgresRestore(this, database).run(replace, now);
    };
  }

  /** The backup's contents with the tables of this program in a new file; the rows by table. */
  BackupFile.Written prepare(Path copy, Instant now) throws IOException {
    if (!Files.isRegularFile(backup)) {
      throw new StoreException("There is no backup " + backup);
    }
    ForeignDatabase.refuse(backup);
    BackupFile.check(backup, Map.of());
    var written = BackupFile.write(new SqliteDialect(backup), copy, false, now);
    var dialect = new SqliteDialect(copy);
    try (var session = dialect.openPlain()) {
      new Migrations(dialect).run(session, now);
    }
    BackupFile.check(copy, Map.of());
    SqliteBackup.sync(copy);
    return written;
  }

  BackupReport report(String database, BackupFile.Written written, Optional<String> kept) {
    try {
      return new BackupReport(database, backup, written.schema(), Files.size(backup), written.counts(), kept);
    } catch (IOException e) {
      throw new StoreException("Cannot read " + backup + ": " + IoReason.of(e), e);
    }
  }

  static StoreException inTheWay(String database) {
    return new StoreException(
        database + " holds a Master's data already; give --force to replace it, it is kept aside");
  }
}
