package org.slapos.slap;

/** The Master failed (500, 502, 503, 520, 523, 524, 526). */
public final class ServerErrorException extends SlapException {
  public ServerErrorException(String message) {
    super(message);
  }

  public ServerErrorException(String message, Throwable cause) {
    super(message, cause);
  }
}
