package org.slapos.master.api.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;

class EntityTagTest {
  private final Response answer = EntityTag.on(Response.ok("listing"));

  @Test
  void equal_answers_have_one_name_and_others_another() {
    assertThat(EntityTag.on(Response.ok("listing")).headers()).isEqualTo(answer.headers());
    assertThat(EntityTag.on(Response.ok("other")).headers()).isNotEqualTo(answer.headers());
  }

  @Test
  void who_names_the_answer_is_told_that_it_holds() {
    var again = EntityTag.unlessKnown(answer, asking(List.of(answer.headers().get("ETag"))));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers()).isEqualTo(answer.headers());
  }

  @Test
  void who_names_another_or_none_gets_it() {
    assertThat(EntityTag.unlessKnown(answer, asking(List.of("\"0\"")))).isSameAs(answer);
    assertThat(EntityTag.unlessKnown(answer, asking(List.of()))).isSameAs(answer);
  }

  private static Request asking(List<String> known) {
    return new Request(
        "GET", "/x", "/x", "", Map.of("if-none-match", known), new byte[0], "127.0.0.1", "localhost");
  }
}
