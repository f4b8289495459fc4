package org.slapos.grid.promise;

import java.math.BigDecimal;

/** Numbers as Python prints them, as far as times and periods go. */
public final class PythonNumber {
  private PythonNumber() {}

  /** Shortest notation without exponent; whole numbers end with {@code .0}. */
  public static String text(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString().replaceFirst("^(-?\\d+)$", "$1.0");
  }
}
