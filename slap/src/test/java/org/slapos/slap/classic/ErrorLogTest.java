package org.slapos.slap.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slapos.slap.ForbiddenException;
import org.slapos.slap.RequestRefusedException;

class ErrorLogTest {
  private final List<String> sent = new ArrayList<>();

  /** A server that refuses what is longer than that. */
  private Consumer<String> taking(int longest) {
    return log -> {
      sent.add(log);
      if (log.length() > longest) {
        throw new RequestRefusedException("413 Client Error: Payload Too Large");
      }
    };
  }

  @Test
  void a_log_is_sent_whole_where_it_is_taken() {
    String log = "x".repeat(1_000_000);
    ErrorLog.send(log, taking(1_000_000));
    assertThat(sent).containsExactly(log);
  }

  @Test
  void of_a_log_that_is_too_long_the_end_is_sent() {
    ErrorLog.send("x".repeat(1_000_000) + "the end", taking(100_000));
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast()).startsWith("...x").endsWith("xthe end").hasSize(ErrorLog.SHORT + 3);
  }

  @Test
  void a_short_one_that_is_refused_is_not_sent_twice() {
    assertThatThrownBy(() -> ErrorLog.send("short", taking(1))).isInstanceOf(RequestRefusedException.class);
    assertThat(sent).containsExactly("short");
  }

  @Test
  void who_may_not_tell_it_does_not_try_again() {
    assertThatThrownBy(() -> ErrorLog.send("x".repeat(1_000_000), log -> {
      sent.add(log);
      throw new ForbiddenException("403 Client Error");
    })).isInstanceOf(ForbiddenException.class);
    assertThat(sent).hasSize(1);
  }
}
