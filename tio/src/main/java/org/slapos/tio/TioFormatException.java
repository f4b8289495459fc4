package org.slapos.tio;

/** A document that is not TioFormat; the message begins with line and column (behind the tag) and says what is wrong. */
public final class TioFormatException extends Exception {
  public TioFormatException(String message) {
    super(message);
  }

  public TioFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
