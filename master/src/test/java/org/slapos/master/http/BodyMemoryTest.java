package org.slapos.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slapos.master.RawHttp;
import org.slapos.master.http.Routes.Route;

/** Bodies of many clients at once never hold more memory than they may. */
class BodyMemoryTest {
  private static final int LARGE = 100_000;
  private static final int ROOM = 400_000;
  private static final Duration NEVER = Duration.ofHours(1);
  private static final String HEAD =
      "POST /size HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: " + LARGE
          + "\r\n\r\n";

  @Test
  void who_finds_no_room_is_told_when_to_come_again_and_comes_in_once_there_is_some() throws Exception {
    try (var server = start(NEVER)) {
      var slow = new ArrayList<Socket>();
      for (int i = 0; i < 4; i++) {
        slow.add(send(server.url(), HEAD + "x".repeat(LARGE - 1)));
      }
      awaitBodies(server, 4 * LARGE);
      var refused = RawHttp.parse(RawHttp.exchange(server.url(), HEAD, "x".repeat(LARGE).getBytes(StandardCharsets.US_ASCII)));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsEntry("retry-after", "5");
      assertThat(RawHttp.get(server.url(), "/size").status()).isEqualTo(405);
      assertThat(server.load().bodyBytes()).isLessThanOrEqualTo(ROOM);
      slow.getFirst().getOutputStream().write('x');
      assertThat(answer(slow.getFirst()).body()).isEqualTo("" + LARGE);
      assertThat(upload(server)).isEqualTo("" + LARGE);
      for (var each : slow) {
        each.close();
      }
      awaitBodies(server, 0);
    }
  }

  @Test
  void small_bodies_need_little_of_what_is_left() throws Exception {
    try (var server = start(NEVER); var slow = send(server.url(), HEAD + "x".repeat(LARGE - 1))) {
      awaitBodies(server, LARGE);
      for (int i = 0; i < 20; i++) {
        assertThat(RawHttp.post(server.url(), "/size", Map.of("a", "b")).body()).isEqualTo("3");
      }
      slow.getOutputStream().write('x');
      assertThat(answer(slow).body()).isEqualTo("" + LARGE);
    }
  }

  @Test
  void what_was_announced_and_has_not_come_holds_nothing() throws Exception {
    try (var server = start(NEVER)) {
      var slow = new ArrayList<Socket>();
      for (int i = 0; i < 50; i++) {
        slow.add(send(server.url(), HEAD + "x"));
      }
      assertThat(upload(server)).isEqualTo("" + LARGE);
      for (var each : slow) {
        each.close();
      }
    }
  }

  @Test
  void slow_senders_make_room_for_others() throws Exception {
    try (var server = start(Duration.ZERO)) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        slow.add(send(server.url(), HEAD + "x".repeat(LARGE - 1)));
      }
      awaitBodies(server, 4 * LARGE);
      assertThat(upload(server)).isEqualTo("" + LARGE);
      int closed = 0;
      for (var each : slow) {
        each.setSoTimeout(20_000);
        each.getOutputStream().write('x');
        closed += wasClosed(each) ? 1 : 0;
      }
      assertThat(closed).isEqualTo(1);
      awaitBodies(server, 0);
    }
  }

  @Test
  void a_body_without_announced_size_is_refused_when_it_grows_too_large() {
    try (var server = start(NEVER)) {
      var chunk = "186a0\r\n" + "x".repeat(LARGE) + "\r\n";
      var head = "POST /size HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
      var answer = RawHttp.exchange(server.url(), head, (chunk.repeat(3) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(RawHttp.parse(answer).status()).isEqualTo(413);
      assertThat(server.load().bodyBytes()).isZero();
    }
  }

  private static HttpServer start(Duration patience) {
    var settings = new HttpSettings("127.0.0.1", 0, 200_000, 8192, Duration.ofSeconds(60), Duration.ofSeconds(5), 8);
    Map<String, Route> routes =
        Map.of("/size", Route.post(request -> Response.ok("" + request.body().length)));
    return HttpServer.start(
        settings.withBodies(ROOM, patience), new Routes(routes, request -> { throw HttpProblem.noSuchPage(); }));
  }

  private static String upload(HttpServer server) {
    var answer = RawHttp.exchange(server.url(), HEAD, "x".repeat(LARGE).getBytes(StandardCharsets.US_ASCII));
    return RawHttp.parse(answer).body();
  }

  private static Socket send(URI server, String text) throws IOException {
    var socket = new Socket(server.getHost(), server.getPort());
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static RawHttp.Answer answer(Socket socket) throws IOException {
    return RawHttp.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static boolean wasClosed(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length == 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private static void awaitBodies(HttpServer server, long bytes) throws InterruptedException {
    while (server.load().bodyBytes() != bytes) {
      Thread.sleep(5);
    }
  }
}
