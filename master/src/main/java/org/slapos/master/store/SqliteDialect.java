package org.slapos.master.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/** SQLite in one file: write-ahead log, commits reach the disk before they return. */
final class SqliteDialect implements Dialect {
  private final Path file;

  SqliteDialect(Path file) {
    this.file = file;
  }

  @Override
  public Session open() {
    var session = new Session(connect(file, new Properties()));
    session.run("PRAGMA busy_timeout = 10000");
    session.first("PRAGMA journal_mode = WAL", Row::text);
    session.run("PRAGMA synchronous = FULL");
    session.run("PRAGMA foreign_keys = ON");
    return session;
  }

  /** A connection that cannot change the file, nor create it. */
  static Session openReadOnly(Path file) {
    var properties = new Properties();
    properties.setProperty("open_mode", "1");
    var session = new Session(connect(file, properties));
    session.run("PRAGMA busy_timeout = 10000");
    return session;
  }

  private static java.sql.Connection connect(Path file, Properties properties) {
    try {
      return JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), properties);
    } catch (SQLException e) {
      throw new StoreException("Cannot open database " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String beginWrite() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public String beginRead() {
    return "BEGIN";
  }

  @Override
  public String description() {
    return file.toString();
  }
}
