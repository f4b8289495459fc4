package org.slapos.master.api.classic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slapos.master.http.Response;

class KeptAnswersTest {
  private final KeptAnswers kept = new KeptAnswers(100);

  @Test
  void an_answer_is_found_for_its_version_only() {
    var answer = Response.ok("a");
    kept.keep("COMP-0", 1, answer);
    assertThat(kept.find("COMP-0", 1)).contains(answer);
    assertThat(kept.find("COMP-0", 2)).isEmpty();
    assertThat(kept.find("COMP-1", 1)).isEmpty();
  }

  @Test
  void all_are_dropped_before_they_take_too_much_memory() {
    kept.keep("COMP-0", 1, Response.ok("x".repeat(60)));
    kept.keep("COMP-1", 1, Response.ok("x".repeat(60)));
    assertThat(kept.find("COMP-0", 1)).isEmpty();
    assertThat(kept.find("COMP-1", 1)).isPresent();
  }

  @Test
  void a_newer_answer_takes_the_room_of_the_older_one() {
    kept.keep("COMP-1", 1, Response.ok("x".repeat(10)));
    for (int version = 1; version < 20; version++) {
      kept.keep("COMP-0", version, Response.ok("x".repeat(40)));
    }
    assertThat(kept.find("COMP-1", 1)).isPresent();
  }
}
