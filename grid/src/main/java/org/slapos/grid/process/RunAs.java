package org.slapos.grid.process;

/** Under which account a child runs. */
public sealed interface RunAs {

  /** The account of the agent itself. */
  enum Caller implements RunAs {
    CALLER
  }

  /** Another account, with its supplementary groups. */
  record User(Account account) implements RunAs {}
}
