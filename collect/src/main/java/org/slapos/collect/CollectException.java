package org.slapos.collect;

/** The machine cannot be measured; the message says why and what to do. */
public final class CollectException extends RuntimeException {
  public CollectException(String message, Throwable cause) {
    super(message, cause);
  }
}
