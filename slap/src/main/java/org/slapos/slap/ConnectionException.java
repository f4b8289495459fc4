package org.slapos.slap;

/** No answer: refused, unknown host, time-out, TLS failure; the message holds the cause. */
public final class ConnectionException extends SlapException {
  public ConnectionException(String message) {
    super(message);
  }

  public ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
