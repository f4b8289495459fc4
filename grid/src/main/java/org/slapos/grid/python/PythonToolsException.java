package org.slapos.grid.python;

/** The private Python environment cannot be made or used; the message says what to do. */
public final class PythonToolsException extends RuntimeException {
  public PythonToolsException(String message) {
    super(message);
  }

  public PythonToolsException(String message, Throwable cause) {
    super(message, cause);
  }
}
