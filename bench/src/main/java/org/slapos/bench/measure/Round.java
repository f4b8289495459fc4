package org.slapos.bench.measure;

import java.util.Map;

/** Does the measured thing once, or for a while, and checks what came out of it. */
@FunctionalInterface
public interface Round {
  /**
   * Measures.
   *
   * @param number 0 is the warm-up, which does not count
   * @throws WrongOutcomeException if the program failed or said something else than expected
   */
  Map<Quantity, Double> measure(int number) throws Exception;
}
