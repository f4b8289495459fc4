package org.slapos.slap;

/** The Master does not know this client or does not let it do this (401, 403): a certificate is missing, or another's. */
public final class ForbiddenException extends RequestRefusedException {
  public ForbiddenException(String message) {
    super(message);
  }

  public ForbiddenException(String message, Throwable cause) {
    super(message, cause);
  }
}
