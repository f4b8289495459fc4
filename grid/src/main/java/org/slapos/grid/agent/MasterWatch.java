package org.slapos.grid.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.ChangeFeed.Awaited;
import org.slapos.slap.SlapException;

/**
 * Waits for changes at the Master and tells them. A Master without a change feed leaves the schedules alone; it is asked again now
 * and then, to know whether it answers, and because it may have been replaced.
 */
final class MasterWatch implements Runnable {
  private static final Duration WAIT = Duration.ofSeconds(50);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final ChangeFeed feed;
  private final Runnable changed;
  private final Duration unsupportedPause;
  private final Clock clock;
  private final GridLog log;
  private Optional<String> cursor = Optional.empty();
  private State state = new State(Kind.CONNECTING, "", Instant.EPOCH);
  private volatile boolean ending;

  /** How it goes. */
  enum Kind {
    CONNECTING,
    WATCHING,
    UNSUPPORTED,
    UNREACHABLE
  }

  /**
   * What is known of the Master.
   *
   * @param detail the reason when it is not reached
   */
  record State(Kind kind, String detail, Instant since) {}

  MasterWatch(ChangeFeed feed, Runnable changed, Duration unsupportedPause, Clock clock, GridLog log) {
    this.feed = feed;
    this.changed = changed;
    this.unsupportedPause = unsupportedPause;
    this.clock = clock;
    this.log = log;
  }

  synchronized State state() {
    return state;
  }

  void end() {
    ending = true;
  }

  @Override
  public void run() {
    Duration pause = FIRST_PAUSE;
    while (!ending) {
      try {
        if (!look() && !sleep(unsupportedPause)) {
          return;
        }
        pause = FIRST_PAUSE;
      } catch (RuntimeException e) {
        if (!(e instanceof SlapException)) {
          log.error("Cannot wait for changes at the Master: " + e, e);
        }
        become(Kind.UNREACHABLE, String.valueOf(e.getMessage()));
        if (!sleep(pause)) {
          return;
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
      }
    }
  }

  /** Whether there is anything to wait for at this Master. */
  private boolean look() {
    boolean first = cursor.isEmpty();
    return switch (feed.await(cursor, WAIT)) {
      case Awaited.Changed(String next) -> {
        cursor = Optional.of(next);
        boolean lost = state().kind() == Kind.UNREACHABLE || state().kind() == Kind.UNSUPPORTED;
        become(Kind.WATCHING, "");
        // The first answer only tells where we are; after a silence something may have been missed.
        if (!first || lost) {
          changed.run();
        }
        yield true;
      }
      case Awaited.Unchanged(String next) -> {
        cursor = Optional.of(next);
        become(Kind.WATCHING, "");
        yield true;
      }
      case Awaited.Unsupported _ -> {
        cursor = Optional.empty();
        become(Kind.UNSUPPORTED, "");
        yield false;
      }
    };
  }

  private synchronized void become(Kind kind, String detail) {
    if (state.kind() != kind) {
      state = new State(kind, detail, clock.instant());
      switch (kind) {
        case WATCHING -> log.info("Waiting for changes at the Master");
        case UNSUPPORTED -> log.info("The Master has no change feed: all passes run by their schedules only");
        case UNREACHABLE -> log.warn("The Master does not answer: " + detail);
        case CONNECTING -> { }
      }
    }
  }

  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
