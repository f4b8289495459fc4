package org.slapos.master.domain;

import static org.slapos.master.domain.InstanceLife.Consequence.ALLOCATE;
import static org.slapos.master.domain.InstanceLife.Consequence.RELEASE;
import static org.slapos.master.domain.InstanceLife.Consequence.TOUCH;
import static org.slapos.master.domain.InstanceLife.State.DESTROYED;
import static org.slapos.master.domain.InstanceLife.State.FREE;
import static org.slapos.master.domain.InstanceLife.State.STARTED;
import static org.slapos.master.domain.InstanceLife.State.STOPPED;

import java.util.Optional;
import org.slapos.slap.RequestedState;

/** The life of a partition's instance as a table: state and event to the next state and its consequence. */
final class InstanceLife {

  /** What is wanted in a partition. */
  enum State {
    FREE,
    STARTED,
    STOPPED,
    DESTROYED;

    static State of(RequestedState state) {
      return switch (state) {
        case STARTED -> STARTED;
        case STOPPED -> STOPPED;
        case DESTROYED -> DESTROYED;
      };
    }

    /** Empty for a free partition. */
    Optional<RequestedState> requested() {
      return switch (this) {
        case FREE -> Optional.empty();
        case STARTED -> Optional.of(RequestedState.STARTED);
        case STOPPED -> Optional.of(RequestedState.STOPPED);
        case DESTROYED -> Optional.of(RequestedState.DESTROYED);
      };
    }
  }

  /** What can happen to it. */
  enum Event {
    /** Requested without naming a state. */
    REQUESTED,
    REQUESTED_STARTED,
    REQUESTED_STOPPED,
    REQUESTED_DESTROYED,
    /** Its root was reported destroyed before it. */
    ROOT_DESTROYED,
    /** The node has destroyed it. */
    DESTRUCTION_REPORTED;

    static Event requested(Optional<RequestedState> state) {
      return state
          .map(
              wanted ->
                  switch (wanted) {
                    case STARTED -> REQUESTED_STARTED;
                    case STOPPED -> REQUESTED_STOPPED;
                    case DESTROYED -> REQUESTED_DESTROYED;
                  })
          .orElse(REQUESTED);
    }
  }

  /** What a transition brings beside the new state. */
  enum Consequence {
    NOTHING,
    /** The partition gets the instance. */
    ALLOCATE,
    /** The node has to process it again. */
    TOUCH,
    /** The partition becomes free; what it hosted is no longer listed. */
    RELEASE
  }

  record Transition(State next, Consequence consequence) {}

  private InstanceLife() {}

  static Transition next(State state, Event event) {
    return switch (event) {
      case REQUESTED -> state == FREE ? new Transition(STARTED, ALLOCATE) : stay(state);
      case REQUESTED_STARTED -> request(state, STARTED);
      case REQUESTED_STOPPED -> request(state, STOPPED);
      case REQUESTED_DESTROYED -> request(state, DESTROYED);
      case ROOT_DESTROYED -> state == FREE ? stay(FREE) : new Transition(DESTROYED, Consequence.NOTHING);
      case DESTRUCTION_REPORTED -> state == FREE ? stay(FREE) : new Transition(FREE, RELEASE);
    };
  }

  private static Transition request(State state, State wanted) {
    if (state == FREE) {
      return new Transition(wanted, ALLOCATE);
    }
    return state == wanted ? stay(state) : new Transition(wanted, TOUCH);
  }

  private static Transition stay(State state) {
    return new Transition(state, Consequence.NOTHING);
  }
}
