package org.slapos.master.store;

/** The database cannot be used; the message says which and what to do, in one line. */
public final class StoreException extends RuntimeException {
  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
