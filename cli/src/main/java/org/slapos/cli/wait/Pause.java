package org.slapos.cli.wait;

import java.time.Duration;

/** Passes the time between two looks: until something may have changed, or for a while. */
@FunctionalInterface
public interface Pause {
  /** Returns when a look may be worth it, at the latest after that time. */
  void rest(Duration atMost) throws InterruptedException;

  /** A pause of growing length, for Masters that tell no changes: half a second at first, five at most. */
  static Pause growing() {
    return new Pause() {
      private Duration next = Duration.ofMillis(500);

      @Override
      public void rest(Duration atMost) throws InterruptedException {
        Thread.sleep(next.compareTo(atMost) < 0 ? next : atMost);
        next = next.multipliedBy(3).dividedBy(2);
        next = next.compareTo(LONGEST) < 0 ? next : LONGEST;
      }
    };
  }

  /** The longest pause of {@link #growing()}. */
  Duration LONGEST = Duration.ofSeconds(5);
}
