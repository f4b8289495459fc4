package org.slapos.master.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When something last changed; a node processes a partition again when this grows.
 *
 * @param micros microseconds since 1970
 */
public record Timestamp(long micros) implements Comparable<Timestamp> {

  public static Timestamp of(Instant instant) {
    return new Timestamp(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }

  public Instant instant() {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** This time, or just after the other: a clock set back must not hide a change from the nodes. */
  public Timestamp after(Timestamp previous) {
    return compareTo(previous) > 0 ? this : new Timestamp(previous.micros + 1);
  }

  /** Decimal seconds as a Python float prints them, such as {@code 1795393008.029221} or {@code 12.0}. */
  public String text() {
    var seconds = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return (seconds.scale() < 1 ? seconds.setScale(1) : seconds).toPlainString();
  }

  @Override
  public int compareTo(Timestamp other) {
    return Long.compare(micros, other.micros);
  }
}
