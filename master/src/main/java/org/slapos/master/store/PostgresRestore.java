package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.config.IoReason;

/** Replaces the tables of a PostgreSQL database in one transaction; the old ones move into a schema of their own. */
final class PostgresRestore {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss_SSS").withZone(ZoneOffset.UTC);

  private final Restore restore;
  private final PostgresDialect dialect;

  PostgresRestore(Restore restore, DatabaseLocation.PostgresDatabase database) {
    this.restore = restore;
    this.dialect = new PostgresDialect(database);
  }

  BackupReport run(boolean replace, Instant now) {
    try (var session = dialect.openAlone()) {
      try {
        var copy = Files.createTempFile("slapos-restore.", ".db");
        try {
          return run(session, replace, copy, now);
        } finally {
          BackupFile.delete(copy);
        }
      } catch (IOException e) {
        throw new StoreException("Cannot restore " + dialect.description() + ": " + IoReason.of(e), e);
      } catch (RuntimeException e) {
        session.abandon();
        throw e;
      }
    }
  }

  private BackupReport run(Session session, boolean replace, Path copy, Instant now)
      throws IOException {
    session.begin();
    boolean isThere = dialect.has(Migrations.HISTORY_TABLE, session);
    if (isThere && !replace) {
      throw Restore.inTheWay("Database " + dialect.description());
    }
    var written = restore.prepare(copy, now);
    try (var source = SqliteDialect.openReadOnly(copy)) {
      source.begin();
      var tables = TableCopy.tables(source);
      Optional<String> kept = isThere ? Optional.of(moveAway(session, tables, now)) : Optional.empty();
      new Migrations(dialect).apply(session, now);
      var _ = new TableCopy(source, session).copy(tables);
      source.commit();
      session.commit();
      return restore.report(dialect.description(), written, kept);
    }
  }

  private String moveAway(Session session, Map<String, List<String>> tables, Instant now) {
    var schema = "slapos_before_restore_" + TIME.format(now);
    session.run("CREATE SCHEMA " + schema);
    for (var table : tables.keySet()) {
      if (dialect.has(table, session)) {
        session.run("ALTER TABLE " + table + " SET SCHEMA " + schema);
      }
    }
    return schema;
  }
}
