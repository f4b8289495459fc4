package org.slapos.master.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.time.Instant;
import java.util.Set;
import org.postgresql.Driver;
import org.slapos.master.domain.Watched;

/**
 * PostgreSQL, shared by any number of Masters. Their writers take turns by a lock of the transaction, so that each
 * decides on what the one before it left, as on SQLite; group commit keeps that from being slow.
 */
final class PostgresDialect implements Dialect {
  /** Any number, the same in all Masters: the letters of "slapos". */
  private static final String TAKE_TURN = "SELECT pg_advisory_xact_lock(126939330801523)";

  /** Held by each Master's writer for as long as it is connected. */
  private static final String TAKE_PART = "SELECT pg_try_advisory_lock_shared(126939330801524)::int";

  /** Refused while a Master takes part, and none may take part meanwhile. */
  private static final String TAKE_ALONE = "SELECT pg_try_advisory_lock(126939330801524)::int";

  private static final String ANNOUNCE = "SELECT pg_notify('" + PostgresNews.CHANNEL + "', ?)";
  private static final int MOST_READERS = 8;

  private final DatabaseLocation.PostgresDatabase database;

  PostgresDialect(DatabaseLocation.PostgresDatabase database) {
    this.database = database;
  }

  @Override
  public Session openWriter() {
    return locked(
        new Session(connect("slapos-master writer"), TAKE_TURN), TAKE_PART,
        "is just being restored from a backup; start the Master when that is over");
  }

  /**
   * A connection that writes while no Master serves the database.
   *
   * @throws StoreException if one does
   */
  Session openAlone() {
    return locked(
        new Session(connect("slapos-master restore"), TAKE_TURN), TAKE_ALONE,
        "is in use by a Master; stop all that serve it first");
  }

  /** The server drops the lock with the connection. */
  private Session locked(Session session, String lock, String refusal) {
    if (session.first(lock, Row::flag).orElse(false)) {
      return session;
    }
    session.abandon();
    throw new StoreException("Database " + database + " " + refusal);
  }

  @Override
  public Session openReader() {
    var connection = connect("slapos-master reader");
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    } catch (SQLException e) {
      throw new StoreException("Cannot use database " + database + ": " + e.getMessage(), e);
    }
    return new Session(connection);
  }

  @Override
  public int mostReaders() {
    return MOST_READERS;
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public void announce(Set<Watched> changed, Session writer) {
    changed.forEach(watched -> writer.run(ANNOUNCE, PostgresNews.payload(watched)));
  }

  @Override
  public AutoCloseable listen(ChangeListener listener) {
    return PostgresNews.listen(() -> connect("slapos-master listener"), listener);
  }

  /** A server's databases are backed up by its administrator. */
  @Override
  public void keepCopy(String why, Instant now) {}

  @Override
  public boolean has(String table, Session session) {
    return session
        .first(
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?", Row::number, table)
        .isPresent();
  }

  @Override
  public long size(Session reader) {
    return reader.first("SELECT pg_database_size(current_database())", Row::number).orElse(0L);
  }

  @Override
  public String description() {
    return database.toString();
  }

  private Connection connect(String name) {
    var properties = new Properties();
    database.user().ifPresent(user -> properties.setProperty("user", user));
    database.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", "10");
    // A server that is gone without a word is noticed, and whoever waits for it is answered.
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    try {
      var connection = new Driver().connect(database.jdbcUrl(), properties);
      if (connection == null) {
        throw new StoreException("Cannot open database " + database + ": the driver does not know such a URL");
      }
      return connection;
    } catch (SQLException e) {
      throw new StoreException("Cannot open database " + database + ": " + e.getMessage(), e);
    }
  }
}
