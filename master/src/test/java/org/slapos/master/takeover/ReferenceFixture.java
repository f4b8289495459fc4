package org.slapos.master.takeover;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;

/** Databases that released versions of the reference wrote, and what 1.26.1 answers once it has migrated them. */
final class ReferenceFixture {
  private ReferenceFixture() {}

  /** Makes the database of a schema version. */
  static void write(int version, Path file) throws SQLException {
    execute(file, read("v" + version + ".sql"));
  }

  static void execute(Path file, String script) throws SQLException {
    try (var connection = JDBC.createConnection("jdbc:sqlite:" + file, new Properties());
        var statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** What {@code getFullComputerInformation} answers there. */
  static String information(int version, String computer) {
    return read("v" + version + "." + computer + ".xml");
  }

  private static String read(String name) {
    try (InputStream in = ReferenceFixture.class.getResourceAsStream("/slapproxy-databases/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
