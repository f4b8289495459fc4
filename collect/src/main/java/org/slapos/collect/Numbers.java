package org.slapos.collect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.slapos.slap.wire.PythonText;
import org.slapos.slap.wire.Value;

/** Numbers as those who read the files expect them: {@code 98.7}, {@code 23270352.0}. */
final class Numbers {
  private Numbers() {}

  static String text(double value) {
    return PythonText.literal(new Value.Real(value));
  }

  /** Texts, whole and other numbers of a row. */
  static String text(Object value) {
    return value instanceof Double number ? text(number.doubleValue()) : value.toString();
  }

  /** With at most two decimals; half goes to the even neighbour of the exact binary value, as in the files of before. */
  static double rounded(double value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }
}
