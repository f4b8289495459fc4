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
  /** How many reports are kept about one subject. */
  static final int KEPT = 20;

  /** Only the end of a log, where its last line stands. */
  private static final String LATEST =
      """
      SELECT computer, subject, state,
        SUBSTR(log, CASE WHEN LENGTH(log) > 2000 THEN LENGTH(log) - 1999 ELSE 1 END)
      FROM report WHERE id IN (%s)
      """;

  private final Session session;

  ReportStore(Session session) {
    this.session = session;
  }

  /** The latest first. */
  List<StatusReport> about(Subject subject) {
    return session.list(
        """
        SELECT state, author, reported_at, log FROM report
        WHERE computer = ? AND kind = ? AND subject = ? ORDER BY id DESC
        """,
        row ->
            new StatusReport(
                subject,
                state(row.text()),
                row.text(),
                new Timestamp(row.number()),
                row.text()),
        subject.computer(),
        kind(subject),
        name(subject));
  }

  /** By computer and subject, the latest first. */
  List<StatusReport> all() {
    return session.list(
        """
        SELECT kind, computer, subject, state, author, reported_at, log FROM report
        ORDER BY computer, kind, subject, id DESC
        """,
        row ->
            new StatusReport(
                subject(row.text(), row.text(), row.text()), state(row.text()), row.text(),
                new Timestamp(row.number()), row.text()));
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

  private static StatusReport.State state(String word) {
    return StatusReport.State.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Subject subject(String kind, String computer, String name) {
    return kind.equals("release")
        ? new Subject.Release(computer, name)
        : new Subject.Place(new PartitionId(computer, name));
  }

  private static String kind(Subject subject) {
    return switch (subject) {
      case Subject.Release release -> "release";
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
