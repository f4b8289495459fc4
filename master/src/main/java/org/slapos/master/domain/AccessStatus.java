package org.slapos.master.domain;

import java.util.Optional;

/**
 * What the Master tells a node that it knows of a partition, {@code _access_status} of a full Master (reference:
 * protocol-slap.md, 4.2). A node that reads its own state there has nothing to report.
 */
public record AccessStatus(String text) {
  /** How much of an error's log may end up in it; the last line is what people read. */
  public static final int LONGEST_REASON = 300;

  /** What a report makes of it; empty for states that say nothing about access. */
  public static Optional<AccessStatus> of(StatusReport report) {
    return switch (report.state()) {
      case STARTED -> Optional.of(new AccessStatus("#access Instance correctly started"));
      case STOPPED -> Optional.of(new AccessStatus("#access Instance correctly stopped"));
      case ERROR -> Optional.of(new AccessStatus("#error " + lastLine(report.log())));
      case BUILDING, AVAILABLE, DESTROYED -> Optional.empty();
    };
  }

  private static String lastLine(String log) {
    String line = printable(log.strip().lines().reduce("", (_, last) -> last)).strip();
    return line.length() > LONGEST_REASON ? printable(line.substring(line.length() - LONGEST_REASON)) : line;
  }

  /** Logs hold colours and worse, which the documents of the Master cannot carry. */
  private static String printable(String text) {
    var kept = new StringBuilder();
    text.codePoints().filter(AccessStatus::isPrintable).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isPrintable(int c) {
    boolean halfPair = c >= 0xD800 && c <= 0xDFFF;
    return c >= ' ' && c != 0x7F && !halfPair && c != 0xFFFE && c != 0xFFFF;
  }
}
