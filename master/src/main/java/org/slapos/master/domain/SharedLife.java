package org.slapos.master.domain;

import java.util.Optional;

/** The life of a shared instance as a table. */
final class SharedLife {

  /** What is known of a shared instance. */
  enum State {
    UNKNOWN,
    /** Its host is told about it. */
    LISTED,
    /** Kept with its connection parameters, but no host is told about it. */
    UNLISTED;

    static State of(Optional<SharedInstance> shared) {
      return shared.map(known -> known.listed() ? LISTED : UNLISTED).orElse(UNKNOWN);
    }
  }

  /** What can happen to it. */
  enum Event {
    REQUESTED,
    DESTRUCTION_REQUESTED,
    /** The instance of its host was destroyed. */
    HOST_FREED,
    /** The partition of its host was taken away by a format. */
    HOST_REMOVED
  }

  /** What a transition brings beside the new state. */
  enum Consequence {
    NOTHING,
    /** The host's list gets it, or its changed parameters. */
    LIST,
    /** The host's list loses it; the host has to be processed again. */
    UNLIST,
    /** As unlist, but there is no host to be processed any more. */
    FORGET_HOST,
    DELETE
  }

  record Transition(State next, Consequence consequence) {}

  private SharedLife() {}

  static Transition next(State state, Event event) {
    return switch (event) {
      case REQUESTED -> new Transition(State.LISTED, Consequence.LIST);
      case DESTRUCTION_REQUESTED ->
          state == State.LISTED ? new Transition(State.UNLISTED, Consequence.UNLIST) : stay(state);
      case HOST_FREED ->
          state == State.LISTED ? new Transition(State.UNLISTED, Consequence.FORGET_HOST) : stay(state);
      case HOST_REMOVED ->
          state == State.UNKNOWN ? stay(state) : new Transition(State.UNKNOWN, Consequence.DELETE);
    };
  }

  private static Transition stay(State state) {
    return new Transition(state, Consequence.NOTHING);
  }
}
