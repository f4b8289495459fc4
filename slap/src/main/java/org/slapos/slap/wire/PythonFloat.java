package org.slapos.slap.wire;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Floating-point numbers in the reference's (Python's) notation. */
final class PythonFloat {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+(?:_\\d+)*\\.?(?:\\d+(?:_\\d+)*)?|\\.\\d+(?:_\\d+)*)(?:[eE][+-]?\\d+(?:_\\d+)*)?");
  /** Decimal exponents from here on are written {@code 1e+16}, those below {@link #SMALLEST_PLAIN} {@code 1e-05}. */
  private static final int FIRST_SCIENTIFIC = 16;
  private static final int SMALLEST_PLAIN = -4;

  private PythonFloat() {}

  /** The shortest notation that reads back equal: {@code 1.5}, {@code 1e+300}, {@code inf}, {@code nan}. */
  static String format(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    var sign = Math.copySign(1, value) < 0 ? "-" : "";
    if (Double.isInfinite(value)) {
      return sign + "inf";
    }
    if (value == 0) {
      return sign + "0.0";
    }
    return sign + formatPositive(shortest(Math.abs(value)));
  }

  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    // Java never writes fewer than two digits; for the tiniest numbers one is enough.
    var single = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
    return single.doubleValue() == value ? single : decimal;
  }

  private static String formatPositive(BigDecimal value) {
    var digits = value.unscaledValue().toString();
    var exponent = digits.length() - 1 - value.scale();
    if (exponent < SMALLEST_PLAIN || exponent >= FIRST_SCIENTIFIC) {
      var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      return "%s%se%s%02d".formatted(digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    var plain = value.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  /**
   * Reads what Python's {@code float} reads, surrounding blanks included.
   *
   * @throws NumberFormatException if it is no number
   */
  static double parse(String text) {
    var number = text.strip();
    var unsigned = number.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT);
    var negative = number.startsWith("-");
    return switch (unsigned) {
      case "inf", "infinity" -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> {
        if (!DECIMAL.matcher(number).matches()) {
          throw new NumberFormatException("not a number: '" + text + "'");
        }
        yield Double.parseDouble(number.replace("_", ""));
      }
    };
  }
}
