package org.slapos.master.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slapos.config.IoReason;

/** Copies a SQLite database while others use it: one picture, checked and synced before it gets its name. */
final class SqliteBackup {
  private SqliteBackup() {}

  /**
   * Copies.
   *
   * @throws StoreException if the target exists, cannot be written, or the source is damaged; no half copy is left
   */
  static void copy(Path source, Path target) {
    if (Files.exists(target)) {
      throw new StoreException("Cannot back up to " + target + ": the file exists");
    }
    var unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try {
      Files.deleteIfExists(unfinished);
      DatabaseFile.keepPrivate(unfinished);
      try (var session = SqliteDialect.openReadOnly(source)) {
        session.run("VACUUM INTO ?", unfinished.toAbsolutePath().toString());
      }
      check(unfinished);
      sync(unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      sync(target.resolveSibling("."));
    } catch (IOException e) {
      throw new StoreException("Cannot back up to " + target + ": " + IoReason.of(e), e);
    }
  }

  /**
   * Reads every page and index.
   *
   * @throws StoreException naming the first damage
   */
  static void check(Path database) {
    try (var session = SqliteDialect.openReadOnly(database)) {
      var findings = session.list("PRAGMA integrity_check", Row::text);
      if (!findings.equals(List.of("ok"))) {
        throw new StoreException("Database " + database + " is damaged: " + findings.getFirst());
      }
    }
  }

  /** Has the file, or the names in the folder, reach the disk. */
  static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
