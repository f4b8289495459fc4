package org.slapos.slap;

import java.time.Duration;
import java.util.Optional;

/**
 * Changes of one computer or one instance: waits for them instead of asking again and again. Only Masters of this
 * product have it ({@code GET /changes}); others answer {@link Awaited.Unsupported}, and the caller polls as before.
 * Thread-safe.
 */
public interface ChangeFeed {
  /** Longer than this no Master waits. */
  Duration LONGEST = Duration.ofMinutes(5);

  /**
   * Waits until something changed since that cursor. The calling thread is blocked meanwhile; interrupting it does not
   * end the wait.
   *
   * @param since the cursor of the last answer, also from before a restart of either side; without one the Master
   *     answers at once
   * @param timeout how long the Master may wait, in whole seconds from 0 to {@link #LONGEST}; more is cut
   * @throws NotFoundException if the Master does not know the computer or instance
   * @throws SlapException as every call
   */
  Awaited await(Optional<String> since, Duration timeout);

  /** What the Master answered. */
  sealed interface Awaited {

    /** Something changed, or the cursor was none of this Master's: read everything again. */
    record Changed(String cursor) implements Awaited {}

    /** Time is up and nothing changed. */
    record Unchanged(String cursor) implements Awaited {}

    /** This Master cannot be waited on. */
    enum Unsupported implements Awaited {
      UNSUPPORTED
    }
  }
}
