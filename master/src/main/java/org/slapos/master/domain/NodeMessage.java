package org.slapos.master.domain;

import java.util.Optional;

/**
 * What was said beside reports of states.
 *
 * @param partition empty for what concerns the whole computer
 * @param text the reason of a bang, or a TioFormat document
 */
public record NodeMessage(
    Kind kind, String computer, Optional<String> partition, String author, Timestamp at, String text) {

  /** Why something is said. */
  public enum Kind {
    /** Something happened, all of it has to be processed again ({@code softwareInstanceBang}, {@code computerBang}). */
    BANG,
    /** What was consumed ({@code useComputer}). */
    USAGE
  }

  /** Characters of a consumption document; a hundred partitions need a tenth of it. */
  public static final int LONGEST_DOCUMENT = 1 << 20;

  /** Of a longer reason the beginning is kept. */
  public static final int LONGEST_REASON = 4096;

  /** As much of a reason as is kept; without NUL characters, which not every database has a place for. */
  public static String beginOf(String reason) {
    var begin = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    return begin.replace("\0", "");
  }
}
