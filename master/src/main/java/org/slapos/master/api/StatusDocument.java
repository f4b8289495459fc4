package org.slapos.master.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;
import org.slapos.slap.wire.Value;

/** The status of something as a full Master tells it (reference: protocol-slap.md, 8): a dictionary of texts. */
public final class StatusDocument {
  private StatusDocument() {}

  /** The last that was reported about a release or partition. */
  public static Value.Dict of(StatusReport.Subject subject, String name, Register register) {
    return of(register.lastReport(subject), name);
  }

  /** The last that was reported about anything on a computer. */
  public static Value.Dict ofComputer(String computer, Register register) {
    return of(register.lastReport(computer), computer);
  }

  private static Value.Dict of(Optional<StatusReport> report, String name) {
    return report.map(StatusDocument::known).orElseGet(() -> unknown(name));
  }

  private static Value.Dict known(StatusReport report) {
    var at = httpDate(report.at());
    return Value.Dict.builder()
        .put("text", AccessStatus.text(report))
        .put("user", report.author())
        .put("created_at", at)
        .put("since", at)
        .put("state", report.state().name().toLowerCase(Locale.ROOT))
        .build();
  }

  private static Value.Dict unknown(String name) {
    return Value.Dict.builder()
        .put("text", AccessStatus.nothingKnown(name))
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
