package org.slapos.cli.log;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * Times as log lines show them, put together by hand: a formatter costs a short command ten milliseconds. The lines of one
 * second share their text. Thread-safe.
 */
final class LogTime {
  private long second = Long.MIN_VALUE;
  private String text = "";

  /** {@code YYYY-MM-DD HH:MM:SS}, local time. */
  synchronized String text(Instant instant) {
    if (second != instant.getEpochSecond()) {
      second = instant.getEpochSecond();
      text = text(local(instant));
    }
    return text;
  }

  /**
   * The local time. By the older of the JDK's two ways, because {@link java.time.ZoneId} searches every jar for further
   * zones when it is first used.
   */
  private static LocalDateTime local(Instant instant) {
    int offset = TimeZone.getDefault().getOffset(instant.toEpochMilli()) / 1000;
    return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.ofTotalSeconds(offset));
  }

  private static String text(LocalDateTime time) {
    return time.getYear() + "-" + two(time.getMonthValue()) + "-" + two(time.getDayOfMonth()) + " "
        + two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
