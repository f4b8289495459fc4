package org.slapos.master.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Brings a database to the present schema by numbered scripts; each runs once, in one transaction with its record. */
final class Migrations {
  static final String HISTORY_TABLE = "schema_history";

  /** The scripts in order; number n is item n - 1. A released script never changes. */
  static final List<String> SCRIPTS = List.of(
      "0001-first-tables.sql", "0002-revisions.sql", "0003-messages.sql", "0004-forwarded-requests.sql",
      "0005-indexes.sql", "0006-settings.sql");

  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*\n");

  private static final String CREATE_HISTORY =
      """
      CREATE TABLE IF NOT EXISTS schema_history (
        version BIGINT PRIMARY KEY, script TEXT NOT NULL, applied_at TEXT NOT NULL)
      """;

  private final Dialect dialect;
  private final List<String> scripts;

  Migrations(Dialect dialect) {
    this(dialect, SCRIPTS);
  }

  Migrations(Dialect dialect, List<String> scripts) {
    this.dialect = dialect;
    this.scripts = scripts;
  }

  /**
   * Runs the scripts that have not run yet. After a failure the session has to be abandoned.
   *
   * @throws StoreException if the database comes from a newer program, or a script fails
   */
  void run(Session session, Instant now) {
    session.begin();
    apply(session, now);
    BackupSeal.remove(session);
    session.commit();
  }

  /** As {@link #run}, within a transaction of the caller. */
  void apply(Session session, Instant now) {
    session.run(CREATE_HISTORY);
    int present = session.first("SELECT MAX(version) FROM schema_history", Row::number).orElse(0L).intValue();
    if (present > scripts.size()) {
      throw new StoreException(
          "Database " + dialect.description() + " has schema " + present + ", this program knows only "
              + scripts.size() + "; use a newer program");
    }
    for (int version = present + 1; version <= scripts.size(); version++) {
      apply(session, version, now);
    }
  }

  /** The schema of a database, zero for one without tables of ours. */
  static int present(Session session) {
    return session.first("SELECT 1 FROM sqlite_master WHERE name = ?", Row::number, HISTORY_TABLE).isEmpty()
        ? 0
        : session.first("SELECT MAX(version) FROM schema_history", Row::number).orElse(0L).intValue();
  }

  private void apply(Session session, int version, Instant now) {
    var script = scripts.get(version - 1);
    END_OF_STATEMENT.splitAsStream(read(script)).filter(text -> !text.isBlank()).forEach(session::run);
    session.run(
        "INSERT INTO schema_history (version, script, applied_at) VALUES (?, ?, ?)", version, script, now.toString());
  }

  private static String read(String script) {
    try (InputStream in = Migrations.class.getResourceAsStream("migration/" + script)) {
      if (in == null) {
        throw new StoreException("Migration " + script + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
