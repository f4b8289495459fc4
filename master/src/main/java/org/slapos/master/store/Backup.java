package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.config.IoReason;

/** {@code proxy backup}: all of a database into one file, while Masters serve it. */
public final class Backup {
  private final DatabaseLocation location;

  public Backup(DatabaseLocation location) {
    this.location = location;
  }

  /**
   * Writes the file: beside its place first, checked, synced, then under its name. Killed at any moment, what was there
   * before is there or the whole new backup is; a file named {@code ….unfinished} may be left beside it.
   *
   * @param replace whether a file of that name may be replaced
   * @throws StoreException if it is in the way, or cannot be written, or the database cannot be read
   */
  public BackupReport write(Path target, boolean replace, Instant now) {
    var dialect = dialect(location);
    refuse(target, replace);
    try {
      var unfinished = Files.createTempFile(folder(target), target.getFileName() + ".", ".unfinished");
      try {
        var written = BackupFile.write(dialect, unfinished, true, now);
        long bytes = Files.size(unfinished);
        refuse(target, replace);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        SqliteBackup.sync(folder(target));
        return new BackupReport(dialect.description(), target, written.schema(), bytes, written.counts(), Optional.empty());
      } finally {
        BackupFile.delete(unfinished);
      }
    } catch (IOException e) {
      throw new StoreException("Cannot back up to " + target + ": " + IoReason.of(e), e);
    }
  }

  static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
  }

  private static Dialect dialect(DatabaseLocation location) {
    return switch (location) {
      case DatabaseLocation.SqliteFile(var file) -> {
        if (!Files.exists(file)) {
          throw new StoreException("There is no database " + file);
        }
        ForeignDatabase.refuse(file);
        yield new SqliteDialect(file);
      }
      case DatabaseLocation.PostgresDatabase database -> new PostgresDialect(database);
    };
  }

  private void refuse(Path target, boolean replace) {
    if (Files.isDirectory(target)) {
      throw new StoreException("Cannot back up to " + target + ": it is a folder");
    }
    if (isPartOfDatabase(target)) {
      throw new StoreException("Cannot back up to " + target + ": that is the database itself");
    }
    if (Files.exists(target) && !replace) {
      throw new StoreException(target + " exists already; give another name, or --force to replace it");
    }
  }

  private boolean isPartOfDatabase(Path target) {
    if (!(location instanceof DatabaseLocation.SqliteFile(var file))) {
      return false;
    }
    var own = file.toAbsolutePath().normalize();
    return Stream.of("", "-wal", "-shm", ".lock")
        .map(end -> own.resolveSibling(own.getFileName() + end))
        .anyMatch(part -> part.equals(target.toAbsolutePath().normalize()) || isSame(part, target));
  }

  private static boolean isSame(Path part, Path target) {
    try {
      return Files.exists(part) && Files.exists(target) && Files.isSameFile(part, target);
    } catch (IOException e) {
      throw new StoreException("Cannot back up to " + target + ": " + IoReason.of(e), e);
    }
  }
}
