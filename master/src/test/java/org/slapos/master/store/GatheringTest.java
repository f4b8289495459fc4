package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {
  /** An hour, so that no slow machine comes to the end of a wait. */
  private static final long SLOW_COMMIT = 3_600_000_000_000L;

  private static final long FAST_COMMIT = 100_000;

  private final Gathering gathering = new Gathering(8);

  @Test
  void a_lone_client_never_waits() {
    gathering.committed(1, 0, SLOW_COMMIT);
    gathering.begin();
    assertThat(gathering.patience(1)).isZero();
  }

  @Test
  void clients_answered_together_are_waited_for_together_with_those_who_came_meanwhile() {
    gathering.committed(2, 1, SLOW_COMMIT);
    gathering.begin();
    assertThat(gathering.patience(1)).isPositive();
    assertThat(gathering.patience(2)).isPositive();
    assertThat(gathering.patience(3)).isZero();
  }

  @Test
  void a_wait_has_its_bound_even_when_the_disk_is_very_slow() {
    gathering.committed(4, 0, SLOW_COMMIT);
    gathering.begin();
    assertThat(gathering.patience(1)).isLessThanOrEqualTo(5_000_000);
  }

  @Test
  void nobody_waits_for_commits_that_are_fast() {
    gathering.committed(4, 4, FAST_COMMIT);
    gathering.begin();
    assertThat(gathering.patience(1)).isZero();
  }

  @Test
  void a_commit_is_shared_by_no_more_than_it_may() {
    gathering.committed(8, 100, SLOW_COMMIT);
    gathering.begin();
    assertThat(gathering.patience(8)).isZero();
    assertThat(gathering.mayTakeMore(8)).isFalse();
  }
}
