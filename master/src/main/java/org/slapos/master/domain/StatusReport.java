package org.slapos.master.domain;

/**
 * What a node says about a partition or a release.
 *
 * @param log the node's explanation, cut by the sender of the command to a bounded length
 */
public record StatusReport(Subject subject, State state, String author, Timestamp at, String log) {

  /** Of longer logs the end is kept, where the reason stands. */
  public static final int LONGEST_LOG = 64 * 1024;

  /** As much of a log as is kept; without NUL characters, which not every database has a place for. */
  public static String endOf(String log) {
    var end = log.length() > LONGEST_LOG ? log.substring(log.length() - LONGEST_LOG) : log;
    return end.replace("\0", "");
  }

  /** What a report is about. */
  public sealed interface Subject {
    String computer();

    /** A release on a computer. */
    record Release(String computer, String url) implements Subject {}

    /** A partition. */
    record Place(PartitionId id) implements Subject {
      @Override
      public String computer() {
        return id.computer();
      }
    }
  }

  /** The states that nodes report. */
  public enum State {
    BUILDING,
    AVAILABLE,
    STARTED,
    STOPPED,
    DESTROYED,
    ERROR
  }
}
