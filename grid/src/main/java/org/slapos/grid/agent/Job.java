package org.slapos.grid.agent;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Something that is done again and again.
 *
 * @param name one word: {@code instance}
 * @param lane jobs of one lane never run at the same time
 * @param interval from the start of a run to the start of the next
 * @param onChange whether it is also done at once when the Master has changed something
 * @param work does it; its exit status
 */
public record Job(String name, String lane, Duration interval, boolean onChange, IntSupplier work) {
  public Job {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("the interval of " + name + " must be positive");
    }
  }
}
