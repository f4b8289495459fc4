package org.slapos.master.show;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;

/** Reports and messages as rows of a table: one line each, whatever was said. */
final class HistoryRows {
  private static final int LONGEST_TEXT = 120;

  private HistoryRows() {}

  static List<Optional<String>> of(StatusReport report) {
    return List.of(
        Optional.of(report.subject().computer()),
        Optional.of(name(report.subject())),
        Optional.of(report.state().name().toLowerCase(Locale.ROOT)),
        Optional.of(time(report.at())),
        Optional.of(report.author()),
        lastLine(report.log()));
  }

  static List<Optional<String>> of(NodeMessage message) {
    return List.of(
        Optional.of(message.computer()),
        message.partition(),
        Optional.of(message.kind().name().toLowerCase(Locale.ROOT)),
        Optional.of(time(message.at())),
        Optional.of(message.author()),
        switch (message.kind()) {
          case BANG -> lastLine(message.text());
          case USAGE -> Optional.of(message.text().length() + " characters");
        });
  }

  private static String name(StatusReport.Subject subject) {
    return switch (subject) {
      case StatusReport.Subject.Release(var _, var url) -> url;
      case StatusReport.Subject.Place(var id) -> id.partition();
    };
  }

  private static String time(Timestamp at) {
    return Instant.EPOCH.plus(at.micros(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Where the reason stands in a traceback; no control characters, as it goes to a terminal. */
  private static Optional<String> lastLine(String text) {
    return text.lines()
        .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
        .filter(line -> !line.isEmpty())
        .reduce((earlier, later) -> later)
        .map(line -> line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...");
  }
}
