package org.slapos.grid.promise;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The date of a promise's result, {@code 2026-11-23T00:10:21+0000} (reference: promise.md, 8.1). Read by its places: a
 * pass reads one for each promise, and a formatter is among the dearest things to use for the first time.
 */
final class PromiseDate {
  private static final String SHAPE = "0000-00-00T00:00:00+0000";

  private PromiseDate() {}

  /**
   * Reads one.
   *
   * @throws DateTimeException if the text is none
   */
  static Instant read(String text) {
    if (!hasShape(text)) {
      throw new DateTimeException("Not the date of a promise's result: " + text);
    }
    return LocalDateTime.of(
            number(text, 0, 4), number(text, 5, 7), number(text, 8, 10),
            number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
        .toInstant(ZoneOffset.UTC);
  }

  private static boolean hasShape(String text) {
    if (text.length() != SHAPE.length() || !text.endsWith("+0000")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SHAPE.charAt(i) == '0' ? c < '0' || c > '9' : c != SHAPE.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int begin, int end) {
    return Integer.parseInt(text, begin, end, 10);
  }

  static String text(Instant date) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+0000'", Locale.ROOT).withZone(ZoneOffset.UTC).format(date);
  }
}
