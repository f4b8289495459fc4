package org.slapos.master.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slapos.master.RawHttp;

/** Stands before a Master and remembers what was said to it. */
final class RelayedMaster implements AutoCloseable {
  private static final List<String> PASSED =
      List.of("Authorization", "Content-Type", "User-Agent", "Host", "Via");

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final URI master;
  private final List<Said> said = new CopyOnWriteArrayList<>();

  /** One request and its answer. */
  record Said(String method, String target, Map<String, String> headers, String body, RawHttp.Answer answer) {}

  RelayedMaster(URI master) throws IOException {
    this.master = master;
    server.createContext("/", this::relay);
    server.start();
  }

  private void relay(HttpExchange exchange) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    for (var name : PASSED) {
      var value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var target = exchange.getRequestURI().toString();
    var answer = RawHttp.send(master, exchange.getRequestMethod(), target, headers, body);
    said.add(new Said(exchange.getRequestMethod(), target, headers, body, answer));
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.headers().get("content-type"));
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Said> said() {
    return said;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
