package org.slapos.collect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The date and time that all rows of a pass carry, in UTC. */
record Moment(Instant instant) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  LocalDate day() {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  String date() {
    return day().toString();
  }

  String time() {
    return TIME.format(instant);
  }

  /** The start of the minute before. */
  Moment minuteBefore() {
    return new Moment(instant.truncatedTo(ChronoUnit.MINUTES).minus(1, ChronoUnit.MINUTES));
  }
}
