package org.slapos.grid.agent;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slapos.grid.agent.JobState.Reason;

/** Does its jobs one at a time: the one that is due longest first. */
final class Lane implements Runnable {
  /** Longest sleep, so that a clock that was set is noticed. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  private final List<JobRunner> jobs;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean ending;
  private boolean asked;

  Lane(List<JobRunner> jobs, Clock clock) {
    this.jobs = List.copyOf(jobs);
    this.clock = clock;
  }

  List<JobRunner> jobs() {
    return jobs;
  }

  /** Has those jobs done as soon as the lane is free. */
  void want(List<JobRunner> wanted, Reason reason) {
    lock.lock();
    try {
      wanted.forEach(job -> job.want(reason));
      asked = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Begins nothing more. */
  void end() {
    lock.lock();
    try {
      ending = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    for (Optional<JobRunner> next = next(); next.isPresent(); next = next()) {
      next.get().run();
    }
  }

  /** Waits for a job that is due; empty at the end. */
  private Optional<JobRunner> next() {
    lock.lock();
    try {
      while (!ending) {
        var now = clock.instant();
        JobRunner soonest = jobs.stream().min(Comparator.comparing(job -> job.wait(now))).orElseThrow();
        Duration wait = soonest.wait(now);
        if (!wait.isPositive()) {
          asked = false;
          return Optional.of(soonest);
        }
        long nanos = Math.min(wait.toNanos(), LONGEST_SLEEP.toNanos());
        while (nanos > 0 && !ending && !asked) {
          nanos = woken.awaitNanos(Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
          if (nanos <= 0) {
            break;
          }
        }
        asked = false;
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
