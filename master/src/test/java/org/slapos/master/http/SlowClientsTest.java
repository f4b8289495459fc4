package org.slapos.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slapos.master.RawHttp;
import org.slapos.master.http.Routes.Route;

/** Clients that hold connections without getting on with them; the others do not notice. */
class SlowClientsTest {
  /** More than the server has threads. */
  private static final int SLOW = 200;

  private static final Map<String, Route> ROUTES =
      Map.of(
          "/hello", Route.get(request -> Response.ok("hello")),
          "/echo", Route.post(request -> Response.ok(FormReader.read(request).get("text"))));

  @Test
  void two_thousand_idle_sockets_keep_nobody_waiting() throws IOException {
    try (var server = start(); var idle = new Crowd(server.url())) {
      idle.connect(2000, "");
      assertThat(RawHttp.get(server.url(), "/hello").body()).isEqualTo("hello");
      assertThat(RawHttp.post(server.url(), "/echo", Map.of("text", "x")).body()).isEqualTo("x");
    }
  }

  @Test
  void clients_in_the_middle_of_their_headers_keep_nobody_waiting() throws IOException {
    try (var server = start(); var slow = new Crowd(server.url())) {
      slow.connect(SLOW, "GET /hello HTTP/1.1\r\nHost: x\r\nX-Slo");
      assertThat(RawHttp.get(server.url(), "/hello").body()).isEqualTo("hello");
    }
  }

  @Test
  void clients_in_the_middle_of_their_bodies_keep_nobody_waiting() throws IOException {
    try (var server = start(); var slow = new Crowd(server.url())) {
      slow.connect(SLOW, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
          + "Content-Length: 1000\r\n\r\ntext=a");
      slow.connect(SLOW, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nte");
      assertThat(RawHttp.get(server.url(), "/hello").body()).isEqualTo("hello");
      assertThat(RawHttp.post(server.url(), "/echo", Map.of("text", "x")).body()).isEqualTo("x");
    }
  }

  @Test
  void a_slow_body_is_answered_when_it_is_complete() throws IOException {
    try (var server = start(); var slow = new Crowd(server.url())) {
      var client = slow.connect(1, "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\ntext").getFirst();
      RawHttp.get(server.url(), "/hello");
      client.getOutputStream().write("=abc".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).endsWith("\r\n\r\nabc");
    }
  }

  @Test
  void bodies_of_any_size_arrive_whole() {
    try (var server = start()) {
      for (int size : new int[] {1, 60_000, 70_000, 1_000_000}) {
        var text = "é".repeat(size);
        assertThat(RawHttp.post(server.url(), "/echo", Map.of("text", text)).body()).isEqualTo(text);
      }
    }
  }

  private static HttpServer start() {
    return HttpServer.start(
        HttpSettings.of("127.0.0.1", 0), new Routes(ROUTES, request -> { throw HttpProblem.noSuchPage(); }));
  }

  /** Open connections, closed together. */
  private record Crowd(URI url, List<Socket> sockets) implements AutoCloseable {
    Crowd(URI url) {
      this(url, new ArrayList<>());
    }

    List<Socket> connect(int count, String sent) throws IOException {
      for (int i = 0; i < count; i++) {
        var socket = new Socket(url.getHost(), url.getPort());
        sockets.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      }
      return sockets;
    }

    @Override
    public void close() throws IOException {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
