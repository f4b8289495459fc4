package org.slapos.cli.log;

import java.time.LocalDateTime;

/** Times as log lines show them, put together by hand: a formatter costs a short command ten milliseconds. */
final class LogTime {
  private LogTime() {}

  static String text(LocalDateTime time) {
    return time.getYear() + "-" + two(time.getMonthValue()) + "-" + two(time.getDayOfMonth()) + " "
        + two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
