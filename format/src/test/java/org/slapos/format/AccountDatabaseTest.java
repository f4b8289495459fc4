package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccountDatabaseTest {
  private static final List<String> COMMAND = List.of("usermod", "-d", "/srv/slapgrid/slappart0", "slapuser0");
  private static final SystemCommands.Result LOCKED = new SystemCommands.Result(
      1, "usermod: lock /etc/passwd.lock already used by PID 7\nusermod: cannot lock /etc/passwd; try again later.\n");

  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger pauses = new AtomicInteger();

  @Test
  void accounts_that_somebody_else_is_changing_are_waited_for() throws Exception {
    database(new SystemCommands.Result(0, ""), 3).change(COMMAND);
    assertThat(runs).hasValue(3);
    assertThat(pauses).hasValue(2);
  }

  @Test
  void accounts_that_stay_locked_are_told_with_who_has_them() {
    assertThatThrownBy(() -> database(LOCKED, 1).change(COMMAND))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("'usermod -d /srv/slapgrid/slappart0 slapuser0' failed with status 1: ")
        .hasMessageContaining("already used by PID 7");
    assertThat(runs.get()).isGreaterThan(20);
  }

  @Test
  void what_fails_for_another_reason_is_not_tried_again() {
    assertThatThrownBy(() -> database(new SystemCommands.Result(9, "no space"), 1).change(COMMAND))
        .hasMessageEndingWith("failed with status 9: no space");
    assertThat(runs).hasValue(1);
  }

  private AccountDatabase database(SystemCommands.Result last, int lastRun) {
    return new AccountDatabase(
        (_, _) -> runs.incrementAndGet() < lastRun ? LOCKED : last, pauses::incrementAndGet);
  }
}
