package org.slapos.cli;

/** Ends a command with a message of one line for the user and an exit status. */
public final class CommandFailure extends RuntimeException {
  private final int status;

  public CommandFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  public CommandFailure(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
