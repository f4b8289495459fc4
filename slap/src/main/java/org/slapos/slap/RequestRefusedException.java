package org.slapos.slap;

/** The Master refused the request (any other 4xx or 5xx). */
public final class RequestRefusedException extends SlapException {
  public RequestRefusedException(String message) {
    super(message);
  }

  public RequestRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
