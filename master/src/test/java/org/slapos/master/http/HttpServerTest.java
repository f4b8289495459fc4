package org.slapos.master.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slapos.master.RawHttp;
import org.slapos.master.http.Routes.Route;

/** The server beneath the handlers. */
class HttpServerTest {
  private static final Map<String, Route> ROUTES =
      Map.of(
          "/hello", Route.get(request -> Response.ok("hello")),
          "/broken", Route.get(request -> { throw new IllegalStateException("on purpose"); }),
          "/echo", Route.post(request -> Response.ok(FormReader.read(request).get("text"))));

  @Test
  void answers_http_1_0_and_closes() {
    try (var server = start()) {
      var raw = RawHttp.exchange(server.url(), "GET /hello HTTP/1.0\r\n\r\n", new byte[0]);
      assertThat(raw).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nhello");
    }
  }

  @Test
  void keeps_the_connection_of_clients_that_want_to() {
    try (var server = start()) {
      var raw = RawHttp.exchange(
          server.url(),
          "GET /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", new byte[0]);
      assertThat(raw.split("hello", -1)).hasSize(3);
    }
  }

  @Test
  void gives_head_the_length_but_no_body() {
    try (var server = start()) {
      var answer = RawHttp.send(server.url(), "HEAD", "/hello", Map.of(), "");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("content-length", "5");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void says_which_methods_a_path_has() {
    try (var server = start()) {
      assertThat(RawHttp.send(server.url(), "OPTIONS", "/echo", Map.of(), "").headers()).containsEntry("allow", "POST, OPTIONS");
      var wrong = RawHttp.get(server.url(), "/echo");
      assertThat(wrong.status()).isEqualTo(405);
      assertThat(wrong.headers()).containsEntry("allow", "POST, OPTIONS");
    }
  }

  @Test
  void hides_what_went_wrong_inside() {
    try (var server = start()) {
      var answer = RawHttp.get(server.url(), "/broken");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("on purpose").startsWith("<!doctype html>\n<html lang=en>\n<title>500 ");
      assertThat(RawHttp.get(server.url(), "/hello").status()).isEqualTo(200);
    }
  }

  @Test
  void reads_forms_in_utf8_with_blanks_written_as_plus() {
    try (var server = start()) {
      assertThat(RawHttp.post(server.url(), "/echo", Map.of("text", "a b+é&=")).body()).isEqualTo("a b+é&=");
    }
  }

  @Test
  void reads_multipart_forms_byte_for_byte() {
    try (var server = start()) {
      var body = "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\né\r\nline\n\r\n--b--\r\n";
      var answer = RawHttp.send(
          server.url(), "POST", "/echo", Map.of("Content-Type", "multipart/form-data; boundary=\"b\""), body);
      assertThat(answer.body()).isEqualTo("é\r\nline\n");
    }
  }

  @Test
  void closes_connections_that_stay_silent() {
    var settings = new HttpSettings("127.0.0.1", 0, 1000, 1000, Duration.ofMillis(200), Duration.ofSeconds(5), 8);
    try (var server = HttpServer.start(settings, new Routes(ROUTES, request -> { throw HttpProblem.noSuchPage(); }))) {
      assertThat(RawHttp.exchange(server.url(), "GET /hello HT", new byte[0])).doesNotContain("200");
    }
  }

  @Test
  void lets_a_request_at_work_finish_when_it_stops() throws Exception {
    var working = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var server = HttpServer.start(HttpSettings.of("127.0.0.1", 0), request -> {
      working.countDown();
      await(goOn);
      return Response.ok("finished");
    });
    var answer = CompletableFuture.supplyAsync(() -> RawHttp.get(server.url(), "/"));
    assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
    var stopped = CompletableFuture.runAsync(server::close);
    goOn.countDown();
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("finished");
    stopped.get(20, TimeUnit.SECONDS);
  }

  @Test
  void waits_for_a_body_that_is_still_coming_in_when_it_stops_and_refuses_others_meanwhile() throws Exception {
    var server = start();
    try (var slow = new Socket(server.url().getHost(), server.url().getPort())) {
      slow.getOutputStream().write(("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\ntext").getBytes(StandardCharsets.US_ASCII));
      while (server.load().bodyBytes() == 0) {
        Thread.sleep(5);
      }
      var stopped = CompletableFuture.runAsync(server::close);
      while (RawHttp.get(server.url(), "/hello").status() != 503) {
        Thread.sleep(5);
      }
      assertThat(stopped).isNotDone();
      slow.getOutputStream().write("=abc".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).endsWith("\r\n\r\nabc");
      stopped.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void says_that_a_host_name_is_unknown() {
    assertThatThrownBy(() -> HttpServer.start(HttpSettings.of("no.such.host.invalid", 0), request -> Response.ok("")))
        .isInstanceOf(ListenException.class)
        .hasMessage("Cannot listen on no.such.host.invalid:0: the host name is unknown");
  }

  @Test
  void knows_addresses_that_only_this_machine_reaches() {
    assertThat(HttpServer.isLoopback("127.0.0.1")).isTrue();
    assertThat(HttpServer.isLoopback("::1")).isTrue();
    assertThat(HttpServer.isLoopback("0.0.0.0")).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpServer start() {
    return HttpServer.start(
        HttpSettings.of("127.0.0.1", 0), new Routes(ROUTES, request -> { throw HttpProblem.noSuchPage(); }));
  }

  @Test
  void a_poll_may_be_silent_for_longer_than_a_connection_may_be_idle() {
    var settings = new HttpSettings("127.0.0.1", 0, 1 << 16, 1 << 13, Duration.ofSeconds(1), Duration.ofSeconds(5), 8);
    Poll poll = request -> new CompletableFuture<Response>()
        .completeOnTimeout(Response.ok("at last"), 2500, TimeUnit.MILLISECONDS);
    try (var server = HttpServer.start(settings, new Routes(ROUTES, request -> Response.ok("other")), Map.of("/poll", poll))) {
      assertThat(RawHttp.get(server.url(), "/poll").body()).isEqualTo("at last");
      assertThat(RawHttp.get(server.url(), "/polls").body()).isEqualTo("other");
    }
  }

  @Test
  void a_poll_that_fails_answers_as_every_other_handler() {
    Map<String, Poll> polls = Map.of(
        "/later", request -> CompletableFuture.failedFuture(HttpProblem.of(503, "Full.")),
        "/now", request -> { throw HttpProblem.badField("since", "odd"); },
        "/broken", request -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
    try (var server = HttpServer.start(HttpSettings.of("127.0.0.1", 0), request -> Response.ok(""), polls)) {
      assertThat(RawHttp.get(server.url(), "/later").status()).isEqualTo(503);
      assertThat(RawHttp.get(server.url(), "/now").status()).isEqualTo(400);
      assertThat(RawHttp.get(server.url(), "/broken").body()).doesNotContain("on purpose").contains("internal error");
    }
  }
}
