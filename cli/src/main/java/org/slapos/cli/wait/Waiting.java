package org.slapos.cli.wait;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.ServerErrorException;

/** Looks again and again until a condition holds or the time is over. */
public final class Waiting {
  private final Optional<Duration> timeout;
  private final Pause pause;
  private final InstantSource clock;
  private final WaitDisplay display;

  /**
   * How to wait.
   *
   * @param timeout empty waits for ever
   */
  public Waiting(Optional<Duration> timeout, Pause pause, InstantSource clock, WaitDisplay display) {
    this.timeout = timeout;
    this.pause = pause;
    this.clock = clock;
    this.display = display;
  }

  /**
   * Waits. A Master that is away for a moment is waited for too.
   *
   * @return what was still missing when the time was over; empty if the condition holds
   */
  public Optional<String> until(Condition condition) {
    Instant begin = clock.instant();
    while (true) {
      Answer answer = look(condition);
      Duration passed = Duration.between(begin, clock.instant());
      if (!(answer instanceof Answer.NotYet(String missing))) {
        display.end();
        return Optional.empty();
      }
      Duration left = timeout.map(limit -> limit.minus(passed)).orElse(Duration.ofDays(1));
      if (!left.isPositive()) {
        display.end();
        return Optional.of(missing);
      }
      display.show("Waiting for " + missing, passed);
      try {
        pause.rest(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        display.end();
        return Optional.of(missing);
      }
    }
  }

  private static Answer look(Condition condition) {
    try {
      return condition.check();
    } catch (ConnectionException | ServerErrorException e) {
      return new Answer.NotYet("the Master: " + e.getMessage());
    }
  }
}
