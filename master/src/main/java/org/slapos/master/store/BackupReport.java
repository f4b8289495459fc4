package org.slapos.master.store;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was backed up or restored.
 *
 * @param database as messages name it
 * @param file the backup
 * @param schema version of the tables in the backup
 * @param bytes size of the backup
 * @param counts rows by table, in the order in which the tables were made
 * @param kept where what was there before is kept: a file, or a schema of the PostgreSQL database
 */
public record BackupReport(
    String database, Path file, int schema, long bytes, Map<String, Long> counts, Optional<String> kept) {
  public BackupReport {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }
}
