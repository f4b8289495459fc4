package org.slapos.slap.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.ChangeFeed.Awaited;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.http.HttpCall;

/** Waiting for changes, against answers of Masters old and new. */
class ClassicChangeFeedTest {
  private final List<HttpCall> calls = new ArrayList<>();

  @Test
  void sends_the_cursor_and_waits_longer_than_the_master_does() {
    var feed = answering(200, "application/json", "{\"changed\": false, \"cursor\": \"b\"}");
    assertThat(feed.await(Optional.of("a"), Duration.ofSeconds(55))).isEqualTo(new Awaited.Unchanged("b"));
    assertThat(calls.getFirst().url().target()).isEqualTo("/changes?computer_id=COMP-0&since=a&timeout=55");
    assertThat(calls.getFirst().patience()).isEqualTo(Duration.ofSeconds(55));
  }

  @Test
  void asks_without_cursor_at_first_and_never_for_longer_than_a_master_waits() {
    var feed = answering(200, "application/json", "{\"changed\": true, \"cursor\": \"a\"}");
    assertThat(feed.await(Optional.empty(), Duration.ofDays(1))).isEqualTo(new Awaited.Changed("a"));
    assertThat(calls.getFirst().url().target()).isEqualTo("/changes?computer_id=COMP-0&timeout=300");
  }

  @ParameterizedTest
  @CsvSource({
    "404, text/html, <p>not found</p>", "404, application/json, []", "404, application/json, ''",
    "405, text/html, ''", "501, text/html, ''", "200, text/html, welcome", "200, application/json, {}",
  })
  void a_master_that_has_no_changes_is_polled(int status, String type, String body) {
    assertThat(answering(status, type, body).await(Optional.empty(), Duration.ZERO))
        .isEqualTo(Awaited.Unsupported.UNSUPPORTED);
  }

  @Test
  void an_unknown_computer_is_not_found() {
    var feed = answering(404, "application/json", "{\"error\": \"There is no computer COMP-0.\"}");
    assertThatThrownBy(() -> feed.await(Optional.empty(), Duration.ZERO))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("There is no computer COMP-0.");
  }

  @Test
  void other_refusals_and_failures_are_those_of_every_call() {
    assertThatThrownBy(() -> answering(400, "application/json", "{}").await(Optional.empty(), Duration.ZERO))
        .isInstanceOf(RequestRefusedException.class);
    assertThatThrownBy(() -> answering(503, "text/html", "").await(Optional.empty(), Duration.ZERO))
        .isInstanceOf(ServerErrorException.class);
  }

  private ChangeFeed answering(int status, String type, String body) {
    var headers = List.of(new HttpAnswer.Header("Content-Type", type));
    var slap = new ClassicSlap(call -> {
      calls.add(call);
      return new HttpAnswer(status, "Words", headers, body.getBytes(StandardCharsets.UTF_8));
    }, "http://master.example", Optional.empty(), Map.of());
    return slap.changesOfComputer("COMP-0");
  }
}
