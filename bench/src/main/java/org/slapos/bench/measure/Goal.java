package org.slapos.bench.measure;

/**
 * What was aimed at.
 *
<<<<<<< HEAD
 * @param limit a ratio of times: ours to the faster reference's, at most; of rates: ours to the faster reference's, at
 *     least; or, if absolute, what ours may be itself
 */
public record Goal(Quantity quantity, double limit, boolean absolute) {
  /** Compared with the reference. */
  public Goal(Quantity quantity, double limit) {
    this(quantity, limit, false);
  }

  /** Whatever the reference does. */
=======
 * @param limit of times: at most; of rates: at least
 * @param absolute whether it bounds our figure itself, or our figure divided by the better reference's
 */
public record Goal(Quantity quantity, double limit, boolean absolute) {

  /** A goal for our figure divided by the better reference's. */
  public Goal(Quantity quantity, double ratio) {
    this(quantity, ratio, false);
  }

  /** A goal for our figure. */
>>>>>>> main
  public static Goal absolute(Quantity quantity, double limit) {
    return new Goal(quantity, limit, true);
  }

<<<<<<< HEAD
  boolean met(double ratio, double ours) {
    double measured = absolute ? ours : ratio;
=======
  boolean met(double measured) {
>>>>>>> main
    return quantity.lessIsBetter() ? measured <= limit : measured >= limit;
  }
}
