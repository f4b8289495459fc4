package org.slapos.slap;

/** What goes wrong between a client and its Master. */
public abstract sealed class SlapException extends RuntimeException
    permits NotFoundException,
        ResourceNotReadyException,
        ServerErrorException,
        RequestRefusedException,
        ConnectionException {
  protected SlapException(String message) {
    super(message);
  }

  protected SlapException(String message, Throwable cause) {
    super(message, cause);
  }
}
