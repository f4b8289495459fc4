package org.slapos.collect;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.sqlite.JDBC;

/** {@code data-log/collector.db} (reference: collect.md, 4). One transaction holds a whole pass. */
final class CollectorDatabase implements AutoCloseable {
  private static final String PATIENCE = "30000";
  private final Path file;
  private final Connection connection;
  /** Asked for each partition again: understood once. */
  private final Map<String, PreparedStatement> questions = new HashMap<>();

  private CollectorDatabase(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens or makes it with its tables. */
  static CollectorDatabase open(Path file) {
    var properties = new Properties();
    properties.setProperty("busy_timeout", PATIENCE);
    try {
      Connection connection = JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), properties);
      try (Statement statement = connection.createStatement()) {
        for (Table table : Table.values()) {
          statement.executeUpdate(table.creation());
          statement.executeUpdate(table.index());
        }
        statement.executeUpdate("CREATE INDEX IF NOT EXISTS user_partition_date_time ON user (partition, date, time)");
        connection.setAutoCommit(false);
        return new CollectorDatabase(file, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new CollectException("cannot open " + file + ": " + e.getMessage() + "; move it away to start anew", e);
    }
  }

  void insert(Table table, List<List<Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(table.insertion())) {
      for (List<Object> row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Rows of a query, each column a {@code Double}, {@code Integer} or {@code String}, or the text {@code ""} for null. */
  List<List<Object>> select(String query, Object... arguments) {
    try {
      PreparedStatement statement = question(query);
      bind(statement, List.of(arguments));
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        var rows = new ArrayList<List<Object>>();
        while (result.next()) {
          var row = new ArrayList<Object>(columns);
          for (int i = 1; i <= columns; i++) {
            Object value = result.getObject(i);
            row.add(value == null ? "" : value);
          }
          rows.add(row);
        }
        return rows;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement question(String query) throws SQLException {
    PreparedStatement known = questions.get(query);
    if (known != null) {
      return known;
    }
    PreparedStatement prepared = connection.prepareStatement(query);
    questions.put(query, prepared);
    return prepared;
  }

  int update(String statement, Object... arguments) {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      bind(prepared, List.of(arguments));
      return prepared.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Days that are over and not dumped yet. */
  List<String> unreportedDays(String today) {
    return select("SELECT DISTINCT date FROM system WHERE reported = 0 AND date <> ? ORDER BY date", today).stream()
        .map(row -> (String) row.getFirst())
        .toList();
  }

  void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Deletes dumped rows of days before that; the tests of heating stay. */
  void purge(LocalDate firstKept) {
    int deleted = 0;
    for (Table table : Table.values()) {
      if (table != Table.HEATING) {
        deleted += update("DELETE FROM " + table.sqlName() + " WHERE reported = 1 AND date < ?", firstKept.toString());
      }
    }
    commit();
    if (deleted > 0) {
      vacuum();
    }
  }

  private void vacuum() {
    try {
      for (PreparedStatement question : questions.values()) {
        question.close();
      }
      questions.clear();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("VACUUM");
      }
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }

  private CollectException failed(SQLException e) {
    return new CollectException(file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
