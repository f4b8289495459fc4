package org.slapos.slap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.slap.Retries;

class RetryingTransportTest {
  private static final HttpUrl URL = HttpUrl.parse("http://master/call");
  private static final HttpCall READING = HttpCall.get(URL);
  private static final HttpCall REPORT = HttpCall.post(URL, Form.of("message", "m"));
  private static final Retries RETRIES = new Retries(4, Duration.ofSeconds(1), Duration.ofSeconds(3));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Deque<Object> outcomes = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private double cut;

  private RetryingTransport transport(Object... script) {
    outcomes.addAll(List.of(script));
    return new RetryingTransport(this::next, RETRIES, pauses::add, InstantSource.fixed(NOW), () -> cut);
  }

  private HttpAnswer next(HttpCall call) throws IOException {
    Object outcome = outcomes.removeFirst();
    if (outcome instanceof IOException failure) {
      throw failure;
    }
    return (HttpAnswer) outcome;
  }

  private static HttpAnswer answer(int status, HttpAnswer.Header... headers) {
    return new HttpAnswer(status, "Words", List.of(headers), new byte[0]);
  }

  private static HttpAnswer.Header retryAfter(String value) {
    return new HttpAnswer.Header("Retry-After", value);
  }

  @Test
  void a_reading_call_is_made_again_with_growing_pauses_that_have_an_end() throws IOException {
    var transport = transport(
        new ConnectException("Connection refused"), new SocketTimeoutException("Read timed out"), answer(503), answer(200));
    assertThat(transport.send(READING).status()).isEqualTo(200);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void pauses_are_cut_by_half_at_most() throws IOException {
    cut = 1;
    transport(answer(502), answer(200)).send(READING);
    assertThat(pauses).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void the_last_failure_is_the_one_that_is_told() throws IOException {
    assertThat(transport(answer(502), answer(503), answer(504), answer(520)).send(READING).status()).isEqualTo(520);
    var refusing = transport(
        new ConnectException("1"), new ConnectException("2"), new ConnectException("3"), new ConnectException("4"));
    assertThatThrownBy(() -> refusing.send(READING)).hasMessage("4");
    assertThat(outcomes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 304, 400, 401, 403, 404, 408, 409, 500, 501})
  void an_answer_that_will_be_the_same_again_is_not_asked_for_again(int status) throws IOException {
    assertThat(transport(answer(status)).send(READING).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504, 520, 522, 523, 524})
  void an_answer_of_the_way_or_of_a_busy_master_is(int status) throws IOException {
    assertThat(transport(answer(status), answer(200)).send(READING).status()).isEqualTo(200);
  }

  @Test
  void a_report_is_made_again_only_if_the_master_cannot_have_seen_it() throws IOException {
    var late = new ConnectTimeoutException("no connection within 1 s", new SocketTimeoutException());
    assertThat(transport(new ConnectException("Connection refused"), new UnknownHostException("master"), late, answer(200))
        .send(REPORT).status()).isEqualTo(200);
    outcomes.clear();
    assertThat(transport(answer(503)).send(REPORT).status()).isEqualTo(503);
    assertThatThrownBy(() -> transport(new SocketTimeoutException("Read timed out")).send(REPORT))
        .isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> transport(new SocketException("Connection reset")).send(REPORT))
        .isInstanceOf(SocketException.class);
  }

  @Test
  void a_post_that_may_be_carried_out_twice_is_made_again() throws IOException {
    assertThat(transport(new SocketException("Connection reset"), answer(200)).send(REPORT.asRepeatable()).status())
        .isEqualTo(200);
  }

  @Test
  void a_master_that_is_not_trusted_or_speaks_no_http_is_not_asked_again() {
    assertThatThrownBy(() -> transport(new SSLHandshakeException("untrusted")).send(READING)).hasMessage("untrusted");
    assertThatThrownBy(() -> transport(new HttpProtocolException("no HTTP")).send(READING)).hasMessage("no HTTP");
  }

  @Test
  void a_master_says_how_long_to_wait_in_seconds_or_by_the_clock() throws IOException {
    transport(answer(503, retryAfter("2")), answer(429, retryAfter("Thu, 01 Jan 2026 00:00:03 GMT")), answer(200))
        .send(READING);
    assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void a_master_that_wants_more_patience_than_there_is_is_not_asked_again() throws IOException {
    assertThat(transport(answer(503, retryAfter("3600"))).send(READING).status()).isEqualTo(503);
    assertThat(transport(answer(503, retryAfter("99999999999999999999"))
        , answer(200)).send(READING).status()).isEqualTo(200);
    assertThat(transport(answer(503, retryAfter("soon")), answer(200)).send(READING).status()).isEqualTo(200);
  }

  @Test
  void an_interrupt_ends_the_pause_and_stays_visible() {
    var transport = new RetryingTransport(call -> answer(503), RETRIES, _ -> {
      throw new InterruptedException();
    }, InstantSource.fixed(NOW), () -> 0);
    assertThatThrownBy(() -> transport.send(READING)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
