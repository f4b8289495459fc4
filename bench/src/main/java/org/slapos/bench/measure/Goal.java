package org.slapos.bench.measure;

/**
 * What was aimed at.
 *
 * @param limit of times: at most; of rates: at least
 * @param absolute whether it bounds our figure itself, or our figure divided by the better reference's
 */
public record Goal(Quantity quantity, double limit, boolean absolute) {

  /** A goal for our figure divided by the better reference's. */
  public Goal(Quantity quantity, double ratio) {
    this(quantity, ratio, false);
  }

  /** A goal for our figure. */
  public static Goal absolute(Quantity quantity, double limit) {
    return new Goal(quantity, limit, true);
  }

  boolean met(double measured) {
    return quantity.lessIsBetter() ? measured <= limit : measured >= limit;
  }
}
