package org.slapos.bench.measure;

/** A measured program failed, so that its time means nothing. */
public final class WrongOutcomeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WrongOutcomeException(String message) {
    super(message);
  }
}
