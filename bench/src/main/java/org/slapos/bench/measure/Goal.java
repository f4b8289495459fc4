package org.slapos.bench.measure;

/**
 * What was aimed at.
 *
 * @param ratio of times: ours to the faster reference's, at most; of rates: ours to the faster reference's, at least
 */
public record Goal(Quantity quantity, double ratio) {
  boolean met(double measured) {
    return quantity.lessIsBetter() ? measured <= ratio : measured >= ratio;
  }
}
