package org.slapos.master.http;

/** The server cannot listen where it shall. */
public final class ListenException extends RuntimeException {
  public ListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
