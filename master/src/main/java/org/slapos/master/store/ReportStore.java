package org.slapos.master.store;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.domain.AccessStatus;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Timestamp;

/** Table {@code report}: the latest reports about each release and partition. */
final class ReportStore {
  private static final String RELEASE = "release";

  /** How many reports are kept about one subject. */
  static final int KEPT = 20;

  private static final String COLUMNS =
      """
      SELECT computer, kind, subject, state, author, reported_at, log FROM report
      """;

  private static final String ABOUT = COLUMNS + "WHERE computer = ? AND kind = ? AND subject = ? ORDER BY id DESC";

  /**
   * Only the end of a log, where its last line stands. What was said of an instance before it was changed says nothing
   * of what it is now.
   */
  private static final String LATEST =
      """
      SELECT computer, subject, state,
        SUBSTR(log, CASE WHEN LENGTH(log) > 2000 THEN LENGTH(log) - 1999 ELSE 1 END)
      FROM report WHERE id IN (%s) AND NOT EXISTS (
        SELECT 1 FROM instance WHERE instance.computer = report.computer
          AND instance.reference = report.subject AND instance.changed_at > report.reported_at)
      """;

  private final Session session;

  ReportStore(Session session) {
    this.session = session;
  }

  /** The latest first. */
  List<StatusReport> about(Subject subject) {
    return session.list(ABOUT, ReportStore::map, subject.computer(), kind(subject), name(subject));
  }

  Optional<StatusReport> last(Subject subject) {
    return session.first(ABOUT + " LIMIT 1", ReportStore::map, subject.computer(), kind(subject), name(subject));
  }

  Optional<StatusReport> last(String computer) {
    return session.first(COLUMNS + "WHERE computer = ? ORDER BY id DESC LIMIT 1", ReportStore::map, computer);
  }

  /** What the latest reports say of the partitions of a computer. */
  Map<PartitionId, AccessStatus> accessStatuses(String computer) {
    var statuses = new HashMap<PartitionId, AccessStatus>();
    session
        .list(
            LATEST.formatted("SELECT MAX(id) FROM report WHERE computer = ? AND kind = 'partition' GROUP BY subject"),
            ReportStore::latest,
            computer)
        .forEach(report -> put(report, statuses));
    return statuses;
  }

  Optional<AccessStatus> accessStatus(PartitionId id) {
    return session
        .first(
            LATEST.formatted("SELECT MAX(id) FROM report WHERE computer = ? AND kind = 'partition' AND subject = ?"),
            ReportStore::latest,
            id.computer(),
            id.partition())
        .flatMap(AccessStatus::of);
  }

  /** What the latest reports say of the releases of a computer, by URL. */
  Map<String, StatusReport.State> releaseStates(String computer) {
    var states = new HashMap<String, StatusReport.State>();
    session
        .list(
            """
            SELECT subject, state FROM report WHERE id IN (
              SELECT MAX(id) FROM report WHERE computer = ? AND kind = 'release' GROUP BY subject)
            """,
            row -> Map.entry(row.text(), state(row.text())),
            computer)
        .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
    return states;
  }

  private static void put(StatusReport report, Map<PartitionId, AccessStatus> statuses) {
    if (report.subject() instanceof Subject.Place(var id)) {
      AccessStatus.of(report).ifPresent(status -> statuses.put(id, status));
    }
  }

  private static StatusReport latest(Row row) {
    var place = new Subject.Place(new PartitionId(row.text(), row.text()));
    return new StatusReport(
        place, state(row.text()), "", new Timestamp(0), row.text());
  }

  /** By computer and subject, the latest first. */
  List<StatusReport> all() {
    return session.list(COLUMNS + "ORDER BY computer, kind, subject, id DESC", ReportStore::map);
  }

  void add(StatusReport report) {
    var subject = report.subject();
    session.run(
        """
        INSERT INTO report (id, computer, kind, subject, state, author, reported_at, log)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM report), ?, ?, ?, ?, ?, ?, ?)
        """,
        subject.computer(),
        kind(subject),
        name(subject),
        report.state().name().toLowerCase(Locale.ROOT),
        report.author(),
        report.at().micros(),
        report.log());
    session.run(
        """
        DELETE FROM report WHERE computer = ? AND kind = ? AND subject = ? AND id <= (
          SELECT id FROM report WHERE computer = ? AND kind = ? AND subject = ?
          ORDER BY id DESC LIMIT 1 OFFSET ?)
        """,
        subject.computer(),
        kind(subject),
        name(subject),
        subject.computer(),
        kind(subject),
        name(subject),
        KEPT);
  }

  void forget(Subject subject) {
    session.run(
        "DELETE FROM report WHERE computer = ? AND kind = ? AND subject = ?",
        subject.computer(),
        kind(subject),
        name(subject));
  }

  private static StatusReport map(Row row) {
    return new StatusReport(
        subject(row.text(), row.text(), row.text()), state(row.text()), row.text(), new Timestamp(row.number()),
        row.text());
  }

  private static StatusReport.State state(String word) {
    return StatusReport.State.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Subject subject(String computer, String kind, String name) {
    return kind.equals(RELEASE)
        ? new Subject.Release(computer, name)
        : new Subject.Place(new PartitionId(computer, name));
  }

  private static String kind(Subject subject) {
    return switch (subject) {
      case Subject.Release release -> RELEASE;
      case Subject.Place place -> "partition";
    };
  }

  private static String name(Subject subject) {
    return switch (subject) {
      case Subject.Release(var computer, var url) -> url;
      case Subject.Place(var id) -> id.partition();
    };
  }
}
