package org.slapos.slap;

/** The Master knows it but has nothing yet (408); ask again later. */
public final class ResourceNotReadyException extends SlapException {
  public ResourceNotReadyException(String message) {
    super(message);
  }

  public ResourceNotReadyException(String message, Throwable cause) {
    super(message, cause);
  }
}
