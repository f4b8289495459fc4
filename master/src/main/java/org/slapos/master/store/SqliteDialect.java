package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.slapos.master.domain.Watched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** SQLite in one file: write-ahead log, commits reach the disk before they return. */
final class SqliteDialect implements Dialect {
  private static final Logger log = LoggerFactory.getLogger(SqliteDialect.class);
  private static final int MOST_READERS = 4;
  private static final int BUSY_TIMEOUT_MILLIS = 10_000;

  private final Path file;

  SqliteDialect(Path file) {
    this.file = file;
  }

  @Override
  public Session openWriter() {
    var session = openPlain();
    session.first("PRAGMA journal_mode = WAL", Row::text);
    return session;
  }

  /** A connection that writes and leaves the journal of the file as it is. */
  Session openPlain() {
    var session = open(file, SQLiteConfig.TransactionMode.IMMEDIATE, false);
    session.run("PRAGMA synchronous = FULL");
    session.run("PRAGMA foreign_keys = ON");
    return session;
  }

  @Override
  public Session openReader() {
    return openReadOnly(file);
  }

  @Override
  public int mostReaders() {
    return MOST_READERS;
  }

  @Override
  public boolean shared() {
    return false;
  }

  /** There is no other process. */
  @Override
  public void announce(Set<Watched> changed, Session writer) {}

  @Override
  public AutoCloseable listen(ChangeListener listener) {
    return () -> {};
  }

  @Override
  public boolean has(String table, Session session) {
    return session.first("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", Row::number, table).isPresent();
  }

  @Override
  public long size(Session reader) {
    return Stream.of("", "-wal").mapToLong(end -> sizeOf(file.resolveSibling(file.getFileName() + end))).sum();
  }

  private static long sizeOf(Path part) {
    try {
      return Files.size(part);
    } catch (IOException none) {
      return 0;
    }
  }

  @Override
  public void keepCopy(String why, Instant now) {
    var copy = ReferenceDatabase.backupName(file, why, now);
    SqliteBackup.copy(file, copy);
    log.info("Copied the database to {}", copy);
  }

  @Override
  public String description() {
    return file.toString();
  }

  /** A connection that cannot change the file, nor create it. */
  static Session openReadOnly(Path file) {
    return open(file, SQLiteConfig.TransactionMode.DEFERRED, true);
  }

  private static Session open(Path file, SQLiteConfig.TransactionMode mode, boolean readOnly) {
    var config = new SQLiteConfig();
    config.setTransactionMode(mode);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setGetGeneratedKeys(false);
    config.setReadOnly(readOnly);
    try {
      return new Session(JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), config.toProperties()));
    } catch (SQLException e) {
      throw new StoreException("Cannot open database " + file + ": " + e.getMessage(), e);
    }
  }
}
