package org.slapos.cli;

/** The exit statuses that scripts know (reference: cli.md, 5). */
public final class ExitStatus {
  public static final int SUCCESS = 0;
  public static final int FAILURE = 1;
  /** A wrong command line; an instance that is not ready or not known; a failing promise. */
  public static final int USAGE = 2;
  public static final int NOT_READY = 2;
  /** The Master could not be read, the node did what it could. */
  public static final int OFFLINE = 3;
  /** No such command, a misplaced option, not root. */
  public static final int REFUSED = 5;

  private ExitStatus() {}
}
