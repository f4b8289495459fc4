package org.slapos.grid.instance;

import java.util.Optional;

/** How one partition came out. */
sealed interface Outcome {

  /** Something happened that the Master is told once. */
  sealed interface Event extends Outcome {}

  /** Nothing was to be done. */
  record Unchanged() implements Outcome {}

  /** It could not be looked at; told to the Master, not counted as a failure. */
  record Unavailable(String message) implements Event {}

  /** Up to date, with its promises checked for anomalies; the message of the first failing one, if any. */
  record Checked(Optional<String> anomaly) implements Outcome {}

  /** Processed to its goal. */
  record Reached(Goal goal) implements Event {}

  /** Installed and started, but a promise is not kept. */
  record PromiseFailed(String message) implements Event {}

  /**
   * Anything else that went wrong.
   *
   * @param message for people, one line where possible
   * @param report what the Master is told
   */
  record Failed(String message, String report) implements Event {}
}
