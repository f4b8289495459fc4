package org.slapos.slap;

/** The Master does not know what was asked for (404), or it has no such value. */
public final class NotFoundException extends SlapException {
  public NotFoundException(String message) {
    super(message);
  }

  public NotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}
