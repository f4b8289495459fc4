package org.slapos.master.api.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slapos.master.http.Response;

class KeptAnswersTest {
  private final KeptAnswers kept = new KeptAnswers(2000);

  @Test
  void an_answer_is_found_for_its_call_while_its_computer_stays() {
    var answer = Response.ok("a");
    kept.keep("/call?0", "COMP-0", 1, answer);
    assertThat(found("/call?0", 1)).contains(answer);
    assertThat(found("/call?0", 2)).isEmpty();
    assertThat(found("/call?1", 1)).isEmpty();
  }

  @Test
  void the_version_that_counts_is_that_of_its_own_computer() {
    kept.keep("/call?0", "COMP-0", 1, Response.ok("a"));
    assertThat(kept.find("/call?0", computer -> computer.equals("COMP-0") ? 1 : 2)).isPresent();
  }

  @Test
  void all_are_dropped_before_they_take_too_much_memory() {
    kept.keep("/call?0", "COMP-0", 1, Response.ok("x".repeat(800)));
    kept.keep("/call?1", "COMP-1", 1, Response.ok("x".repeat(800)));
    assertThat(found("/call?0", 1)).isEmpty();
    assertThat(found("/call?1", 1)).isPresent();
  }

  @Test
  void a_newer_answer_takes_the_room_of_the_older_one() {
    kept.keep("/call?1", "COMP-1", 1, Response.ok("x".repeat(10)));
    for (int version = 1; version < 20; version++) {
      kept.keep("/call?0", "COMP-0", version, Response.ok("x".repeat(400)));
    }
    assertThat(found("/call?1", 1)).isPresent();
  }

  private Optional<Response> found(String call, long version) {
    return kept.find(call, computer -> version);
  }
}
