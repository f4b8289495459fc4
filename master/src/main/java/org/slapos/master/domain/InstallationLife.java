package org.slapos.master.domain;

import java.util.Optional;
import org.slapos.slap.SoftwareRelease;

/** The life of a release on a computer as a table. */
final class InstallationLife {

  /** What is known of a release on a computer. */
  enum State {
    ABSENT,
    AVAILABLE,
    DESTROYED;

    static State of(Optional<Installation> installation) {
      return installation
          .map(
              known ->
                  switch (known.state()) {
                    case AVAILABLE -> AVAILABLE;
                    case DESTROYED -> DESTROYED;
                  })
          .orElse(ABSENT);
    }
  }

  /** What can happen to it. */
  enum Event {
    SUPPLIED_AVAILABLE,
    SUPPLIED_DESTROYED,
    /** The node has removed it; true also when nobody asked for that. */
    REMOVAL_REPORTED;

    static Event supplied(SoftwareRelease.State state) {
      return switch (state) {
        case AVAILABLE -> SUPPLIED_AVAILABLE;
        case DESTROYED -> SUPPLIED_DESTROYED;
      };
    }
  }

  /** What a transition brings beside the new state. */
  enum Consequence {
    NOTHING,
    /** Stored as the computer's latest supply, also when the state is the same. */
    STORE,
    REMOVE
  }

  record Transition(State next, Consequence consequence) {}

  private InstallationLife() {}

  static Transition next(State state, Event event) {
    return switch (event) {
      case SUPPLIED_AVAILABLE -> new Transition(State.AVAILABLE, Consequence.STORE);
      case SUPPLIED_DESTROYED -> new Transition(State.DESTROYED, Consequence.STORE);
      case REMOVAL_REPORTED ->
          new Transition(State.ABSENT, state == State.ABSENT ? Consequence.NOTHING : Consequence.REMOVE);
    };
  }
}
