package org.slapos.master.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** The part of a file that a header {@code Range} asks for; several parts at once are not served but the whole file. */
sealed interface ByteRange {
  Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Everything. */
  enum Whole implements ByteRange {
    WHOLE
  }

  /** From the first to the last byte, both included. */
  record Part(long first, long last) implements ByteRange {
    long length() {
      return last - first + 1;
    }
  }

  /** Nothing that the file has. */
  enum Outside implements ByteRange {
    OUTSIDE
  }

  /**
   * Understands a header.
   *
   * @param length of the file
   */
  static ByteRange of(Optional<String> header, long length) {
    var range = SINGLE.matcher(header.orElse("").replace(" ", ""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Whole.WHOLE;
    }
    if (range.group(1).isEmpty()) {
      var wanted = Long.parseLong(range.group(2));
      return part(Math.max(0, length - wanted), length - 1, length);
    }
    var last = range.group(2).isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(range.group(2)));
    return part(Long.parseLong(range.group(1)), last, length);
  }

  private static ByteRange part(long first, long last, long length) {
    return first > last || first >= length ? Outside.OUTSIDE : new Part(first, last);
  }
}
