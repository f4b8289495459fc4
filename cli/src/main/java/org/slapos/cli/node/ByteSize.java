package org.slapos.cli.node;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as configuration files write them: a number and a unit, {@code 1000M}, {@code 1.5 Gi}, {@code 2 kilo}. */
final class ByteSize {
  private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]+)");
  private static final String UNITS = "bkmgtpezy";

  private ByteSize() {}

  /**
   * The number of bytes; units are powers of 1024.
   *
   * @throws IllegalArgumentException without a number or a known unit
   */
  static long parse(String text) {
    Matcher parts = SIZE.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("a size is a number and a unit, such as 1000M, not '" + text + "'");
    }
    int power = UNITS.indexOf(parts.group(2).toLowerCase(Locale.ROOT).charAt(0));
    if (power < 0) {
      throw new IllegalArgumentException("'" + parts.group(2) + "' is not one of the units B K M G T P E Z Y");
    }
    return (long) (Double.parseDouble(parts.group(1)) * Math.pow(1024, power));
  }
}
