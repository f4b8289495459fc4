package org.slapos.cli.transcripts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers as the servers of one recorded run did: Master, scripted master and file server in one. */
final class ScriptedPeer implements AutoCloseable {
  /** A call that came in. */
  record Call(String method, String path, String body) {}

  private final HttpServer server;
  private final List<Call> calls = new ArrayList<>();
  private Map<String, String> web = Map.of();
  private List<Transcript.Exchange> waiting = List.of();
  private List<Transcript.Exchange> script = List.of();
  private UnaryOperator<String> filled = UnaryOperator.identity();

  ScriptedPeer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void play(Map<String, String> files, List<Transcript.Exchange> exchanges, UnaryOperator<String> fill) {
    web = files;
    script = exchanges;
    waiting = new ArrayList<>(exchanges);
    filled = fill;
    calls.clear();
  }

  synchronized List<Call> posts() {
    return calls.stream().filter(call -> call.method().equals("POST")).toList();
  }

  synchronized void answer(HttpExchange http) throws IOException {
    try (http) {
      String path = http.getRequestURI().toString();
      String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(new Call(http.getRequestMethod(), path, body));
      String file = web.get(path.substring(1));
      if (file != null) {
        send(http, 200, "application/json", file);
        return;
      }
      Optional<Transcript.Exchange> exchange = next(http.getRequestMethod(), path);
      if (exchange.flatMap(Transcript.Exchange::status).isEmpty()) {
        send(http, 404, "text/plain", "no");
        return;
      }
      int status = exchange.get().status().get();
      if (status / 100 == 3) {
        http.getResponseHeaders().set("Location", url() + following(exchange.get()));
      }
      send(http, status, exchange.get().type(), filled.apply(exchange.get().body()));
    }
  }

  /** Recordings keep no Location; the next call of the recorded client tells it. */
  private String following(Transcript.Exchange exchange) {
    int index = script.indexOf(exchange);
    return index + 1 < script.size() ? filled.apply(script.get(index + 1).path()) : "/";
  }

  private Optional<Transcript.Exchange> next(String method, String path) {
    var match = waiting.stream().filter(e -> e.method().equals(method) && filled.apply(e.path()).equals(path)).findFirst()
        .or(() -> waiting.stream().filter(e -> e.method().equals(method) && plain(e.path()).equals(plain(path))).findFirst());
    match.ifPresent(waiting::remove);
    return match;
  }

  private static String plain(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  private static void send(HttpExchange http, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", type);
    http.sendResponseHeaders(status, status == 204 || bytes.length == 0 ? -1 : bytes.length);
    if (status != 204 && bytes.length > 0) {
      http.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
