package org.slapos.master.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.takeover.TakeOver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of the reference's proxy becomes one of ours, in its file: copied beside first, then changed in one
 * transaction. Killed at any moment, the file holds all of the one or all of the other.
 */
final class ReferenceDatabase {
  static final int OLDEST = 10;
  static final int NEWEST = 18;

  private static final Logger log = LoggerFactory.getLogger(ReferenceDatabase.class);
  private static final Pattern TABLE =
      Pattern.compile(
          "(?:software|computer|partition|slave|partition_network|forwarded_partition_request"
              + "|local_software_release_root|config)(\\d\\d)");

  private final Path file;
  private final int version;
  private final List<String> tables;

  private ReferenceDatabase(Path file, int version, List<String> tables) {
    this.file = file;
    this.version = version;
    this.tables = tables;
  }

  /** Empty if the tables are none of the reference's; of several versions, which a failed downgrade leaves, the newest. */
  static Optional<ReferenceDatabase> among(List<String> tables, Path file) {
    var own = tables.stream().filter(table -> TABLE.matcher(table).matches()).toList();
    return own.stream()
        .filter(table -> table.matches("partition\\d\\d"))
        .map(table -> Integer.parseInt(table.substring("partition".length())))
        .max(Integer::compare)
        .map(version -> new ReferenceDatabase(file, version, own));
  }

  int version() {
    return version;
  }

  /**
   * Takes it over.
   *
   * @param computer the configured computer, which the oldest schema does not name
   * @throws StoreException if it cannot; the file is as it was
   */
  void takeOver(Optional<String> computer, Instant now) {
    if (version < OLDEST || version > NEWEST) {
      throw new StoreException(
          "%s is a database of the Python slapos proxy of version %d; versions %d to %d can be taken over"
              .formatted(file, version, OLDEST, NEWEST));
    }
    if (ReferenceTables.needsComputer(version) && computer.isEmpty()) {
      throw new StoreException(file + " names no computer, give computer_id");
    }
    var backup = backupName(file, "v" + version, now);
    SqliteBackup.copy(file, backup);
    log.info("Copied the database of the Python slapos proxy (version {}) to {}", version, backup);
    change(computer.orElse(""), now);
    log.info("Took over database {} from the Python slapos proxy", file);
  }

  /** {@code proxy.db-backup-WHAT-2026-11-24T04:07:55.db}, in local time as the reference names its backups. */
  static Path backupName(Path file, String what, Instant now) {
    var time = LocalDateTime.ofInstant(now, ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
    return file.resolveSibling(file.getFileName() + "-backup-" + what + "-" + time + ".db");
  }

  private void change(String computer, Instant now) {
    var dialect = new SqliteDialect(file);
    var session = dialect.openPlain();
    try {
      session.begin();
      new Migrations(dialect).apply(session, now);
      var at = Timestamp.of(now);
      var plan = TakeOver.plan(new ReferenceTables(session, version, computer).read(), at);
      var stores = new Stores(session);
      plan.effects().forEach(effect -> EffectWriter.write(effect, stores, new Authorship("takeover", at)));
      stores.events.add(
          new Event(
              at, "takeover", "TakeOver", "database", Optional.of("slapproxy version " + version),
              Optional.of(plan.effects().size() + " records")));
      tables.forEach(table -> session.run("DROP TABLE " + table));
      session.commit();
      plan.remarks().forEach(log::warn);
      session.close();
    } catch (RuntimeException e) {
      session.abandon();
      throw e;
    }
  }
}
