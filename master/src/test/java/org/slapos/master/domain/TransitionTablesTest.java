package org.slapos.master.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every state machine as its complete matrix: a missing or changed cell fails here. */
class TransitionTablesTest {

  @Test
  void instances_live_as_this_matrix_says() {
    assertThat(matrix(InstanceLife.State.values(), InstanceLife.Event.values(), InstanceLife::next))
        .isEqualTo(
            """
            FREE REQUESTED -> STARTED ALLOCATE
            FREE REQUESTED_STARTED -> STARTED ALLOCATE
            FREE REQUESTED_STOPPED -> STOPPED ALLOCATE
            FREE REQUESTED_DESTROYED -> DESTROYED ALLOCATE
            FREE ROOT_DESTROYED -> FREE NOTHING
            FREE DESTRUCTION_REPORTED -> FREE NOTHING
            STARTED REQUESTED -> STARTED NOTHING
            STARTED REQUESTED_STARTED -> STARTED NOTHING
            STARTED REQUESTED_STOPPED -> STOPPED TOUCH
            STARTED REQUESTED_DESTROYED -> DESTROYED TOUCH
            STARTED ROOT_DESTROYED -> DESTROYED NOTHING
            STARTED DESTRUCTION_REPORTED -> FREE RELEASE
            STOPPED REQUESTED -> STOPPED NOTHING
            STOPPED REQUESTED_STARTED -> STARTED TOUCH
            STOPPED REQUESTED_STOPPED -> STOPPED NOTHING
            STOPPED REQUESTED_DESTROYED -> DESTROYED TOUCH
            STOPPED ROOT_DESTROYED -> DESTROYED NOTHING
            STOPPED DESTRUCTION_REPORTED -> FREE RELEASE
            DESTROYED REQUESTED -> DESTROYED NOTHING
            DESTROYED REQUESTED_STARTED -> STARTED TOUCH
            DESTROYED REQUESTED_STOPPED -> STOPPED TOUCH
            DESTROYED REQUESTED_DESTROYED -> DESTROYED NOTHING
            DESTROYED ROOT_DESTROYED -> DESTROYED NOTHING
            DESTROYED DESTRUCTION_REPORTED -> FREE RELEASE
            """);
  }

  @Test
  void releases_live_as_this_matrix_says() {
    assertThat(matrix(InstallationLife.State.values(), InstallationLife.Event.values(), InstallationLife::next))
        .isEqualTo(
            """
            ABSENT SUPPLIED_AVAILABLE -> AVAILABLE STORE
            ABSENT SUPPLIED_DESTROYED -> DESTROYED STORE
            ABSENT REMOVAL_REPORTED -> ABSENT NOTHING
            AVAILABLE SUPPLIED_AVAILABLE -> AVAILABLE STORE
            AVAILABLE SUPPLIED_DESTROYED -> DESTROYED STORE
            AVAILABLE REMOVAL_REPORTED -> ABSENT REMOVE
            DESTROYED SUPPLIED_AVAILABLE -> AVAILABLE STORE
            DESTROYED SUPPLIED_DESTROYED -> DESTROYED STORE
            DESTROYED REMOVAL_REPORTED -> ABSENT REMOVE
            """);
  }

  @Test
  void shared_instances_live_as_this_matrix_says() {
    assertThat(matrix(SharedLife.State.values(), SharedLife.Event.values(), SharedLife::next))
        .isEqualTo(
            """
            UNKNOWN REQUESTED -> LISTED LIST
            UNKNOWN DESTRUCTION_REQUESTED -> UNKNOWN NOTHING
            UNKNOWN HOST_FREED -> UNKNOWN NOTHING
            UNKNOWN HOST_REMOVED -> UNKNOWN NOTHING
            LISTED REQUESTED -> LISTED LIST
            LISTED DESTRUCTION_REQUESTED -> UNLISTED UNLIST
            LISTED HOST_FREED -> UNLISTED FORGET_HOST
            LISTED HOST_REMOVED -> UNKNOWN DELETE
            UNLISTED REQUESTED -> LISTED LIST
            UNLISTED DESTRUCTION_REQUESTED -> UNLISTED NOTHING
            UNLISTED HOST_FREED -> UNLISTED NOTHING
            UNLISTED HOST_REMOVED -> UNKNOWN DELETE
            """);
  }

  private interface Table<S, E> {
    Record next(S state, E event);
  }

  private static <S, E> String matrix(S[] states, E[] events, Table<S, E> table) {
    return Arrays.stream(states)
        .flatMap(state -> Arrays.stream(events).map(event -> state + " " + event + " -> " + cell(table.next(state, event))))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String cell(Record transition) {
    return switch (transition) {
      case InstanceLife.Transition(var next, var consequence) -> next + " " + consequence;
      case InstallationLife.Transition(var next, var consequence) -> next + " " + consequence;
      case SharedLife.Transition(var next, var consequence) -> next + " " + consequence;
      default -> throw new IllegalStateException();
    };
  }
}
