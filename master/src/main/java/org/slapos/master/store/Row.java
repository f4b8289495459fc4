package org.slapos.master.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The current row of a result; each call reads the next column. */
final class Row {
  private final ResultSet result;
  private int column;

  Row(ResultSet result) {
    this.result = result;
  }

  boolean next() throws SQLException {
    column = 0;
    return result.next();
  }

  String text() {
    return optionalText().orElse("");
  }

  Optional<String> optionalText() {
    try {
      return Optional.ofNullable(result.getString(++column));
    } catch (SQLException e) {
      throw new StoreException("Cannot read column " + column, e);
    }
  }

  /** Zero where the column is null. */
  long number() {
    try {
      return result.getLong(++column);
    } catch (SQLException e) {
      throw new StoreException("Cannot read column " + column, e);
    }
  }

  boolean flag() {
    return number() != 0;
  }

  /** Makes the record of a row, its columns read from left to right. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(Row row);
  }
}
