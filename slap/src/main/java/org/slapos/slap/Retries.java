package org.slapos.slap;

import java.time.Duration;

/**
 * How often and when a call that failed on the way is made again. Only calls that may be made twice are: reading calls,
 * and those that say what shall be (request, supply, publish, format, states). Reports of errors, bangs, usage, renaming
 * and certificates are made once, unless no connection came about at all. A Master that answers is asked again only after
 * 429, 502, 503, 504, 520, 522, 523 and 524, when it says {@code Retry-After} after that time.
 *
 * @param attempts how often at most, the first time included
 * @param firstPause before the second attempt; each further one is twice as long, and each is cut by up to a half at
 *     random, so that clients do not come back together
 * @param longestPause no pause is longer; a Master that asks for a longer one gets its answer passed on
 */
public record Retries(int attempts, Duration firstPause, Duration longestPause) {
  /** Each call once, as the reference does. */
  public static final Retries NONE = new Retries(1, Duration.ZERO, Duration.ZERO);

  /** Five times within about ten seconds. */
  public static final Retries USUAL = new Retries(5, Duration.ofMillis(500), Duration.ofSeconds(8));

  public Retries {
    if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "at least one attempt, and pauses that grow: not %d, %s and %s".formatted(attempts, firstPause, longestPause));
    }
  }
}
