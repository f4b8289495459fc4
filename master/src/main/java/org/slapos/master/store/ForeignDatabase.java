package org.slapos.master.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells, without touching it, whether a file already belongs to something else. */
final class ForeignDatabase {
  private static final Pattern REFERENCE_TABLE =
      Pattern.compile("(?:software|computer|partition|slave|partition_network)(\\d\\d)");

  private ForeignDatabase() {}

  /**
   * Lets pass what does not exist, is empty or is ours.
   *
   * @throws StoreException if the file is anything else
   */
  static void refuse(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (var session = SqliteDialect.openReadOnly(file)) {
      var tables = session.list("SELECT name FROM sqlite_master WHERE type = 'table'", Row::text);
      if (!tables.isEmpty() && !tables.contains(Migrations.HISTORY_TABLE)) {
        throw new StoreException(reason(file, tables));
      }
    } catch (StoreException e) {
      throw e.getCause() == null ? e : new StoreException(file + " is no database of this Master: " + cause(e), e);
    }
  }

  private static String cause(StoreException e) {
    return String.valueOf(e.getMessage());
  }

  private static String reason(Path file, List<String> tables) {
    return tables.stream()
        .map(REFERENCE_TABLE::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(
            match ->
                file + " is a database of the Python slapos proxy (version " + match.group(1)
                    + "), which cannot be taken over yet; it was left as it is, give another database_uri")
        .orElse(file + " holds tables of another program; give another database_uri");
  }
}
