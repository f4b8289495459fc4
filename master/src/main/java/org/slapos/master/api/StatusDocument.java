package org.slapos.master.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slapos.master.domain.AccessStatus;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Timestamp;
import org.slapos.slap.wire.Value;

/**
 * The last that was reported about something, as a full Master tells it (reference: protocol-slap.md, 8): a dictionary
 * of texts. The word {@code text} begins with is read by programs: {@code #access} is good, {@code #error} is not,
 * {@code #building} neither.
 */
public final class StatusDocument {
  private StatusDocument() {}

  /**
   * The document.
   *
   * @param name what to call it when nothing was reported
   */
  public static Value.Dict of(Optional<StatusReport> report, String name) {
    return report.map(StatusDocument::known).orElseGet(() -> unknown(name));
  }

  private static Value.Dict known(StatusReport report) {
    var at = httpDate(report.at());
    return Value.Dict.builder()
        .put("text", text(report))
        .put("user", report.author())
        .put("created_at", at)
        .put("since", at)
        .put("state", report.state().name().toLowerCase(Locale.ROOT))
        .build();
  }

  private static String text(StatusReport report) {
    return AccessStatus.of(report)
        .map(AccessStatus::text)
        .orElseGet(
            () ->
                (report.state() == StatusReport.State.BUILDING ? "#building " : "#access ")
                    + name(report.subject())
                    + " "
                    + report.state().name().toLowerCase(Locale.ROOT));
  }

  private static String name(Subject subject) {
    return switch (subject) {
      case Subject.Release(var computer, var url) -> url;
      case Subject.Place(var id) -> id.guid();
    };
  }

  private static Value.Dict unknown(String name) {
    return Value.Dict.builder()
        .put("text", "#error no data found for " + name)
        .put("user", "SlapOS Master")
        .put("no_data", "1")
        .build();
  }

  /** As in HTTP headers. */
  private static String httpDate(Timestamp at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.EPOCH.plus(at.micros(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
  }
}
