package org.slapos.format;

/** The machine cannot be formatted; the message says why and what to do. */
public final class FormatException extends RuntimeException {
  public FormatException(String message) {
    super(message);
  }

  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
