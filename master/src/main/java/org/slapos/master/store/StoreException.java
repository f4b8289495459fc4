package org.slapos.master.store;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** The database cannot be used; the message says which and what to do, in one line. */
public final class StoreException extends RuntimeException {
  /** SQLSTATE classes of lost connections, and of servers that end them. */
  private static final Pattern CONNECTION_LOST = Pattern.compile("08...|57P0[1-3]");

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the connection is gone, so that the same may work on another. */
  boolean isConnectionLost() {
    return getCause() instanceof SQLException failure
        && failure.getSQLState() != null
        && CONNECTION_LOST.matcher(failure.getSQLState()).matches();
  }
}
