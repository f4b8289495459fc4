package org.slapos.master.api.changes;

import java.time.Duration;
import java.util.Optional;
import org.slapos.master.http.Fields;

/**
 * The query of {@code GET /changes}.
 *
 * @param subject what to wait for, as the client names it
 * @param since the cursor of the client's last answer
 */
record WatchedQuery(Subject subject, Optional<String> since, Duration timeout) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(55);
  private static final int MOST_SECONDS = 300;

  /** What the client names. */
  sealed interface Subject {
    /** By its reference ({@code computer_id}). */
    record OfComputer(String computer) implements Subject {}

    /** By its {@code _instance_guid}; a shared one by computer, a hyphen and the reference that its host knows. */
    record OfInstance(String reference) implements Subject {}
  }

  /**
   * Reads it.
   *
   * @throws BadQuery naming the field
   */
  static WatchedQuery read(Fields fields) {
    return new WatchedQuery(subject(fields), fields.find("since"), timeout(fields));
  }

  private static Subject subject(Fields fields) {
    var computer = fields.find("computer_id");
    var instance = fields.find("instance");
    if (computer.isPresent() == instance.isPresent()) {
      throw new BadQuery("Give one of computer_id and instance.");
    }
    return computer
        .<Subject>map(Subject.OfComputer::new)
        .orElseGet(() -> new Subject.OfInstance(instance.orElseThrow()));
  }

  private static Duration timeout(Fields fields) {
    return fields.find("timeout").map(WatchedQuery::seconds).orElse(DEFAULT_TIMEOUT);
  }

  private static Duration seconds(String text) {
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= 0 && seconds <= MOST_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      // The same answer.
    }
    throw new BadQuery("timeout has to be a whole number of seconds from 0 to " + MOST_SECONDS + ".");
  }

  /** A query that makes no sense; the message says why. */
  static final class BadQuery extends RuntimeException {
    BadQuery(String message) {
      super(message, null, false, false);
    }
  }
}
