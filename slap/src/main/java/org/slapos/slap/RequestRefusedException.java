package org.slapos.slap;

/** The Master refused the request (any other 4xx or 5xx); {@link ForbiddenException} says 401 and 403. */
public sealed class RequestRefusedException extends SlapException permits ForbiddenException {
  public RequestRefusedException(String message) {
    super(message);
  }

  public RequestRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
