package org.slapos.master.store;

import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Before a newer program changes the tables of a file, the file is copied beside: the older program can use that. */
final class SchemaUpgrade {
  private static final Logger log = LoggerFactory.getLogger(SchemaUpgrade.class);

  private SchemaUpgrade() {}

  /** Copies if the tables are older than this program and not new. */
  static void keepCopy(Path file, Instant now) {
    int present;
    try (var session = SqliteDialect.openReadOnly(file)) {
      present = Migrations.present(session);
    }
    if (present > 0 && present < Migrations.SCRIPTS.size()) {
      var copy = ReferenceDatabase.backupName(file, "schema" + present, now);
      SqliteBackup.copy(file, copy);
      log.info("Copied the database to {} before its tables are brought up to date", copy);
    }
  }
}
