package org.slapos.grid.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slapos.grid.agent.JobState.Reason;
import org.slapos.grid.log.GridLog;

/** One job with its state. Thread-safe. */
final class JobRunner {
  /** What a job that broke ends with, as a command would. */
  private static final int BROKEN = 1;

  private final Job job;
  private final Clock clock;
  private final GridLog log;
  private JobState state;
  private Optional<Reason> wanted = Optional.empty();

  JobRunner(Job job, Clock clock, GridLog log) {
    this.job = job;
    this.clock = clock;
    this.log = log;
    // All are done once at the beginning: what was missed while no agent ran is caught up.
    this.state = JobState.initial(job.name(), clock.instant());
  }

  Job job() {
    return job;
  }

  synchronized JobState state() {
    return state;
  }

  /** Has it done again as soon as its lane is free, also when it is running now. */
  synchronized void want(Reason reason) {
    wanted = wanted.or(() -> Optional.of(reason));
  }

  /** How long until it is due; nothing or less for now. */
  synchronized Duration wait(Instant now) {
    return wanted.isPresent() ? Duration.ZERO : Duration.between(now, state.dueAt());
  }

  void run() {
    Reason reason;
    synchronized (this) {
      reason = wanted.orElse(Reason.SCHEDULE);
      wanted = Optional.empty();
      state = state.begun(reason, clock.instant(), job.interval());
    }
    int status = BROKEN;
    try {
      status = job.work().getAsInt();
    } catch (RuntimeException | Error e) {
      // Also what is no exception, such as memory that is used up or a jar that was replaced: the lane must go on.
      log.error("%s failed: %s".formatted(job.name(), e instanceof Error ? e : e.getMessage()), e);
    } finally {
      synchronized (this) {
        state = state.ended(status, clock.instant());
      }
    }
  }
}
