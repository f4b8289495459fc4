package org.slapos.master.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Where a Master keeps what it knows ({@code database_uri}). */
public sealed interface DatabaseLocation {

  /** One file; one Master. */
  record SqliteFile(Path file) implements DatabaseLocation {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /**
   * A database of a PostgreSQL server; any number of Masters.
   *
   * @param jdbcUrl without user and password
   * @param user empty for that of the process
   * @param password empty to look into {@code ~/.pgpass}
   */
  record PostgresDatabase(String jdbcUrl, Optional<String> user, Optional<String> password)
      implements DatabaseLocation {

    /** Without the password, and without parameters, which may hold others. */
    @Override
    public String toString() {
      var place = jdbcUrl.substring("jdbc:postgresql://".length()).replaceFirst("\\?.*", "");
      return "postgresql://" + user.map(name -> name + "@").orElse("") + place;
    }
  }

  /** Whether a {@code database_uri} names a PostgreSQL database; otherwise it is the path of a file. */
  static boolean isPostgres(String uri) {
    return uri.startsWith("postgresql://") || uri.startsWith("postgres://");
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?parameter=value}, as libpq knows it; parameters are those
   * of the JDBC driver.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it, as it may hold a password
   */
  static PostgresDatabase postgres(String uri) {
    try {
      var parsed = new URI(uri);
      var database = Optional.ofNullable(parsed.getRawPath()).orElse("");
      if (database.length() < 2 || parsed.getRawAuthority() == null) {
        throw new IllegalArgumentException("a PostgreSQL database is postgresql://[user[:password]@]host[:port]/database");
      }
      var authority = parsed.getRawAuthority();
      int at = authority.lastIndexOf('@');
      var query = parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery();
      var credentials = at < 0 ? "" : authority.substring(0, at);
      int colon = credentials.indexOf(':');
      return new PostgresDatabase(
          "jdbc:postgresql://" + authority.substring(at + 1) + database + query,
          decoded(colon < 0 ? credentials : credentials.substring(0, colon)),
          colon < 0 ? Optional.empty() : decoded(credentials.substring(colon + 1)));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + e.getReason() + " at character " + e.getIndex());
    }
  }

  private static Optional<String> decoded(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
