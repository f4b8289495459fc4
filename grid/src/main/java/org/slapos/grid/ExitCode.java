package org.slapos.grid;

/** Exit statuses of the node commands (reference: node-grid.md, 3). */
public final class ExitCode {
  /** Everything is as the Master wants it. */
  public static final int SUCCESS = 0;

  /** At least one release or partition failed. */
  public static final int FAILED = 1;

  /** Only promises failed. */
  public static final int PROMISE_FAILED = 2;

  /** The Master was not reached; services were started from what is on disk. */
  public static final int OFFLINE = 3;

  /** Another agent holds the pid file. */
  public static final int ALREADY_RUNNING = 10;

  private ExitCode() {}
}
