package org.slapos.cli.configure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The web site of a full Master as it was recorded: token or login choose the exchange, and the request must be the recorded one. */
final class EmulatedWeb implements AutoCloseable {
  private final HttpServer server;
  private final List<Value.Dict> exchanges;
  final List<String> asked = new ArrayList<>();

  EmulatedWeb() throws IOException {
    exchanges = exchanges();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Access-Token"));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = String.valueOf(exchange.getRequestURI().getRawQuery()).replace("null", "");
    String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    asked.add(exchange.getRequestMethod() + " " + path + (query.isEmpty() ? "" : "?" + query)
        + " " + (token.equals("null") ? login : token) + " " + body);
    for (Value.Dict recorded : exchanges) {
      Value.Dict request = child(recorded, "request");
      if (request.text("method").orElse("").equals(exchange.getRequestMethod())
          && request.text("path").orElse("").equals(path)
          && request.text("query_string").orElse("").equals(query)
          && child(request, "headers").text("X-Access-Token").orElse("null").equals(token)
          && child(request, "headers").text("Authorization").orElse("null").equals(login)
          && request.text("body").orElse("").equals(body)) {
        send(exchange, child(recorded, "response"));
        return;
      }
    }
    exchange.sendResponseHeaders(418, -1);
    exchange.close();
  }

  private static void send(HttpExchange exchange, Value.Dict response) throws IOException {
    byte[] body = response.text("body").orElse("").getBytes(StandardCharsets.UTF_8);
    child(response, "headers").text("Content-Type").ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    int status = response.get("status").orElseThrow() instanceof Value.Int(var number) ? number.intValueExact() : 500;
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static List<Value.Dict> exchanges() throws IOException {
    try (var in = EmulatedWeb.class.getResourceAsStream("recorded-web-exchanges.json")) {
      Value value = JsonText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return ((Value.ListValue) value).items().stream().map(Value.Dict.class::cast).toList();
    }
  }

  private static Value.Dict child(Value.Dict parent, String key) {
    return (Value.Dict) parent.get(key).orElseThrow();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
