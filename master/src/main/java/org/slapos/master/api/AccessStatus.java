package org.slapos.master.api;

import java.util.List;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;

/**
 * The last report about a release or partition in one line, as {@code getStatus} and {@code service info} show it. The
 * word it begins with is read by programs: {@code #access} is good, {@code #error} is not, {@code #building} neither.
 */
public final class AccessStatus {
  /** A full Master keeps as much of an error. */
  private static final int LONGEST_ERROR = 80;

  private AccessStatus() {}

  /** What was reported. */
  public static String text(StatusReport report) {
    return switch (report.state()) {
      case BUILDING -> "#building " + name(report.subject()) + " is being built";
      case AVAILABLE -> "#access " + name(report.subject()) + " is available";
      case STARTED -> "#access " + name(report.subject()) + " is started";
      case STOPPED -> "#access " + name(report.subject()) + " is stopped";
      case DESTROYED -> "#access " + name(report.subject()) + " is destroyed";
      case ERROR -> "#error " + lastLine(report.log(), name(report.subject()) + " failed");
    };
  }

  /** For a subject of which nothing was reported. */
  public static String nothingKnown(String name) {
    return "#error no data found for " + name;
  }

  private static String name(Subject subject) {
    return switch (subject) {
      case Subject.Release(var computer, var url) -> "software release " + url;
      case Subject.Place(var id) -> "instance in " + id.partition();
    };
  }

  /** Where the reason stands in a traceback. */
  private static String lastLine(String log, String otherwise) {
    List<String> lines = log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var line = lines.isEmpty() ? otherwise : lines.getLast();
    var clean = line.codePoints().filter(c -> c >= ' ' && !isHalfPair(c)).collect(
        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    return clean.length() <= LONGEST_ERROR ? clean.toString() : clean.substring(0, LONGEST_ERROR) + "...";
  }

  private static boolean isHalfPair(int c) {
    return c >= 0xD800 && c <= 0xDFFF;
  }
}
