package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slapos.config.IoReason;

/** Puts a restored file in the place of a Master's. */
final class SqliteRestore {
  private static final List<Integer> BUSY = List.of(5, 6);

  private final Restore restore;
  private final Path file;

  SqliteRestore(Restore restore, Path file) {
    this.restore = restore;
    this.file = file;
  }

  BackupReport run(boolean replace, Instant now) {
    try (var _ = DatabaseLock.take(file)) {
      var restored = beside(".restoring");
      BackupFile.delete(restored);
      try {
        if (isThere() && !replace) {
          throw Restore.inTheWay("Database " + file);
        }
        var written = restore.prepare(restored, now);
        Optional<Path> kept =
            isThere() ? Optional.of(ReferenceDatabase.backupName(file, "before-restore", now)) : Optional.empty();
        if (kept.isPresent()) {
          keep(kept.get());
        }
        Files.move(restored, file, StandardCopyOption.ATOMIC_MOVE);
        SqliteBackup.sync(Backup.folder(file));
        return restore.report(file.toString(), written, kept.map(Path::toString));
      } finally {
        BackupFile.delete(restored);
      }
    } catch (IOException e) {
      throw new StoreException("Cannot restore " + file + ": " + IoReason.of(e), e);
    }
  }

  private boolean isThere() throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  private Path beside(String end) {
    return file.resolveSibling(file.getFileName() + end);
  }

  /** Gives the present file a second name; the first one goes to the restored file afterwards. */
  private void keep(Path kept) throws IOException {
    settleJournal();
    Files.createLink(kept, file);
    // A damaged file can still have a journal: it goes along, for the restored file must not be read with it.
    for (var end : List.of("-wal", "-journal")) {
      if (Files.exists(beside(end))) {
        Files.move(beside(end), kept.resolveSibling(kept.getFileName() + end));
      }
    }
    Files.deleteIfExists(beside("-shm"));
    SqliteBackup.sync(Backup.folder(file));
  }

  /** Brings all into the one file, so that it is whole under any name. */
  private void settleJournal() {
    try (var session = new SqliteDialect(file).openPlain()) {
      var _ = session.first("PRAGMA wal_checkpoint(TRUNCATE)", Row::number);
      var _ = session.first("PRAGMA journal_mode = DELETE", Row::text);
    } catch (StoreException e) {
      if (e.getCause() instanceof SQLException failure && BUSY.contains(failure.getErrorCode() & 0xff)) {
        throw new StoreException("Database " + file + " is in use by another program; stop that one first", e);
      }
      // It is damaged, which may be why a backup is restored.
    }
  }
}
