package org.slapos.slap;

/**
 * What goes wrong between a client and its Master. Sealed, so that a switch can name all outcomes:
 *
 * <pre>{@code
 * String told = switch (failure) {
 *   case NotFoundException e -> "there is none";
 *   case ResourceNotReadyException e -> "ask again later";
 *   case ForbiddenException e -> "your certificate does not allow it";
 *   case RequestRefusedException e -> "the request is wrong";
 *   case ServerErrorException e -> "the Master is broken";
 *   case ConnectionException e -> "the Master cannot be reached";
 * };
 * }</pre>
 */
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
