package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormatExecutorTest {
  private final List<String> commands = new ArrayList<>();
  private SystemCommands.Result result = new SystemCommands.Result(0, "");
  private final FormatExecutor executor = new FormatExecutor(Clock.systemUTC(), command -> {
    commands.add(String.join(" ", command));
    return result;
  });

  @Test
  void a_missing_account_is_made_with_its_group_and_locked() {
    executor.carryOut(new FormatAction.Account("no-such-user-0", Path.of("/srv/p0"), Optional.of("slapsoft")));
    assertThat(commands)
        .containsExactly(
            "groupadd -r no-such-user-0",
            "useradd -d /srv/p0 -g no-such-user-0 -s /bin/sh -r -G slapsoft no-such-user-0",
            "passwd -l no-such-user-0");
  }

  @Test
  void an_account_that_is_there_is_corrected() {
    executor.carryOut(new FormatAction.Account("daemon", Path.of("/srv/p0"), Optional.empty()));
    assertThat(commands).containsExactly("usermod -d /srv/p0 -g daemon -s /bin/sh daemon", "passwd -l daemon");
  }

  @Test
  void a_failing_command_is_named_with_its_output() {
    result = new SystemCommands.Result(9, "useradd: no space\n");
    assertThatThrownBy(() -> executor.carryOut(new FormatAction.Account("daemon", Path.of("/p"), Optional.empty())))
        .isInstanceOf(FormatException.class)
        .hasMessage("'usermod -d /p -g daemon -s /bin/sh daemon' failed with status 9: useradd: no space");
  }

  @Test
  void an_address_is_added_only_where_it_is_missing() {
    executor.carryOut(new FormatAction.HostAddress("lo", "10.0.0.7", 32));
    assertThat(commands).contains("ip addr add 10.0.0.7/32 dev lo");
    commands.clear();
    result = new SystemCommands.Result(0, "1: lo    inet 10.0.0.7/32 scope global lo\n");
    executor.carryOut(new FormatAction.HostAddress("lo", "10.0.0.7", 32));
    assertThat(commands).containsExactly("ip -o addr show dev lo to 10.0.0.7");
  }
}
