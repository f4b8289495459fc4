package org.slapos.grid.instance;

/** What processing a partition has to reach. */
enum Goal {
  STARTED,
  /** Installed with its services stopped, on {@code --force-stop}; the Master is told nothing. */
  HELD,
  STOPPED,
  DESTROYED;

  /** The word in the profile and in the log. */
  String requestedState() {
    return switch (this) {
      case STARTED, HELD -> "started";
      case STOPPED -> "stopped";
      case DESTROYED -> "destroyed";
    };
  }
}
