package org.slapos.grid.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of one job. Immutable.
 *
 * @param reason why it runs, or ran last
 * @param startedAt when it was begun last
 * @param running whether that run has not ended
 * @param lastStatus the exit status of the last run that ended
 * @param lastDuration how long that took
 * @param runs how many have ended
 * @param failures how many of them with another status than 0
 * @param dueAt when it runs again by its schedule
 */
public record JobState(
    String name,
    Reason reason,
    Optional<Instant> startedAt,
    boolean running,
    OptionalInt lastStatus,
    Duration lastDuration,
    long runs,
    long failures,
    Instant dueAt) {

  /** Why a job runs. */
  public enum Reason {
    SCHEDULE,
    CHANGE,
    ASKED
  }

  static JobState initial(String name, Instant dueAt) {
    return new JobState(
        name, Reason.SCHEDULE, Optional.empty(), false, OptionalInt.empty(), Duration.ZERO, 0, 0, dueAt);
  }

  JobState begun(Reason why, Instant now, Duration interval) {
    return new JobState(
        name, why, Optional.of(now), true, lastStatus, lastDuration, runs, failures, now.plus(interval));
  }

  JobState ended(int status, Instant now) {
    Duration took = startedAt.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
    return new JobState(
        name, reason, startedAt, false, OptionalInt.of(status), took, runs + 1, failures + (status == 0 ? 0 : 1), dueAt);
  }
}
