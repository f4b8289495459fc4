package org.slapos.master.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection with its prepared statements kept; one thread at a time. */
final class Session implements AutoCloseable {
  /** Rows. */
  private static final int BATCH = 500;

  private final Connection connection;
  private final String opening;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this(connection, "");
  }

  /**
   * A session whose transactions begin with a statement of their own.
   *
   * @param opening the statement, empty for none
   */
  Session(Connection connection, String opening) {
    this.connection = connection;
    this.opening = opening;
  }

  <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... values) {
    try {
      var statement = bound(sql, values);
      var found = new ArrayList<T>();
      try (var result = statement.executeQuery()) {
        var row = new Row(result);
        while (row.next()) {
          found.add(mapper.map(row));
        }
      }
      return found;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  <T> Optional<T> first(String sql, Row.Mapper<T> mapper, @Nullable Object... values) {
    try {
      var statement = bound(sql, values);
      try (var result = statement.executeQuery()) {
        var row = new Row(result);
        return row.next() ? Optional.of(mapper.map(row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  void run(String sql, @Nullable Object... values) {
    try {
      bound(sql, values).execute();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Adds all values of all rows, row by row. */
  void read(String sql, TableDigest digest) {
    try (var result = bound(sql).executeQuery()) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        for (int column = 1; column <= columns; column++) {
          digest.add(result.getObject(column));
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Reads rows and has the other session run a statement with the columns of each; holds few of them at a time.
   *
   * @param digest gets all values too
   */
  void copy(String sql, Session target, String statement, TableDigest digest) {
    try {
      var reading = bound(sql);
      reading.setFetchSize(BATCH);
      try (var result = reading.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        var writing = target.bound(statement);
        int waiting = 0;
        while (result.next()) {
          for (int column = 1; column <= columns; column++) {
            var value = result.getObject(column);
            digest.add(value);
            writing.setObject(column, value);
          }
          writing.addBatch();
          if (++waiting == BATCH) {
            writing.executeBatch();
            waiting = 0;
          }
        }
        writing.executeBatch();
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Begins a transaction of the kind for which the connection was opened. */
  void begin() {
    setAutoCommit(false);
    if (!opening.isEmpty()) {
      run(opening);
    }
  }

  /** Ends the transaction; what it wrote is durable. After a failure the session is only good for closing. */
  void commit() {
    setAutoCommit(true);
  }

  /** Closes without keeping what an open transaction wrote. */
  void abandon() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void setAutoCommit(boolean on) {
    try {
      connection.setAutoCommit(on);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      for (var statement : statements.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** The texts of all statements it has run. */
  Set<String> statements() {
    return Set.copyOf(statements.keySet());
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    var statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i] instanceof String text ? storable(text) : values[i]);
    }
    return statement;
  }

  /** PostgreSQL takes no NUL in texts, and nobody misses it. */
  private static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  private static StoreException failure(SQLException e) {
    return new StoreException("Database error: " + e.getMessage(), e);
  }
}
