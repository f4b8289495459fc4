package org.slapos.bench.measure;

/**
 * What was aimed at.
 *
 * @param limit a ratio of times: ours to the faster reference's, at most; of rates: ours to the faster reference's, at
 *     least; or, if absolute, what ours may be itself
 */
public record Goal(Quantity quantity, double limit, boolean absolute) {
  /** Compared with the reference. */
  public Goal(Quantity quantity, double limit) {
    this(quantity, limit, false);
  }

  /** Whatever the reference does. */
  public static Goal absolute(Quantity quantity, double limit) {
    return new Goal(quantity, limit, true);
  }

  boolean met(double ratio, double ours) {
    double measured = absolute ? ours : ratio;
    return quantity.lessIsBetter() ? measured <= limit : measured >= limit;
  }
}
