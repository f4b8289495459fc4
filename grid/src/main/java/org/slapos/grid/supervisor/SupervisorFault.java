package org.slapos.grid.supervisor;

/** supervisord refused a call. */
public final class SupervisorFault extends RuntimeException {
  /** It is shutting down. */
  static final int SHUTDOWN_STATE = 6;

  private final int code;

  SupervisorFault(int code, String text) {
    super(text);
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Whether it does not know the group or process. */
  boolean isBadName() {
    return String.valueOf(getMessage()).startsWith("BAD_NAME");
  }

  /** Whether the process of a group still runs, so that the group cannot be removed yet. */
  boolean isStillRunning() {
    return String.valueOf(getMessage()).startsWith("STILL_RUNNING");
  }
}
