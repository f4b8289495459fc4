package org.slapos.master.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells, without touching it, whether a file already belongs to something else. */
final class ForeignDatabase {
  private ForeignDatabase() {}

  /**
   * Lets pass what does not exist, is empty or is ours.
   *
   * @throws StoreException if the file is anything else
   */
  static void refuse(Path file) {
    reference(file)
        .ifPresent(
            reference -> {
              throw new StoreException(
                  "%s is still a database of the Python slapos proxy (version %d); 'slapos proxy start' takes it over"
                      .formatted(file, reference.version()));
            });
  }

  /**
   * The reference's database, if the file is one; empty for what does not exist, is empty or is ours.
   *
   * @throws StoreException if the file is anything else
   */
  static Optional<ReferenceDatabase> reference(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var tables = tables(file);
    if (tables.isEmpty() || tables.contains(Migrations.HISTORY_TABLE)) {
      return Optional.empty();
    }
    var reference = ReferenceDatabase.among(tables, file);
    if (reference.isEmpty()) {
      throw new StoreException(file + " holds tables of another program; give another database_uri");
    }
    return reference;
  }

  private static List<String> tables(Path file) {
    try (var session = SqliteDialect.openReadOnly(file)) {
      return session.list("SELECT name FROM sqlite_master WHERE type = 'table'", Row::text);
    } catch (StoreException e) {
      throw new StoreException(file + " is no database of this Master: " + e.getMessage(), e);
    }
  }
}
