package org.slapos.tio;

import java.util.regex.Pattern;

/**
 * A number as it was written ({@code xs:float}), such as {@code 1.5e3}, {@code -1}, {@code INF}.
 *
 * @param text without surrounding blanks
 */
public record Amount(String text) {
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?|-?INF|NaN");

  /** @throws IllegalArgumentException if the text is no {@code xs:float} */
  public Amount {
    text = text.strip();
    if (!FLOAT.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a number");
    }
  }

  /** The number in its shortest decimal notation. */
  public static Amount of(double value) {
    return new Amount(Double.toString(value).replace("Infinity", "INF"));
  }

  public double value() {
    return Double.parseDouble(text.replace("INF", "Infinity"));
  }
}
