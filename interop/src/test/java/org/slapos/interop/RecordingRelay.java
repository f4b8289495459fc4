package org.slapos.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Stands before a Master and notes what it is asked, in the lines of {@link RecordedStep}. It accepts lists of requested
 * instances itself, which no slapproxy knows, and keeps back what that does not tell: the state of access, and names of
 * listings. {@code getHateoasUrl} is passed on and not noted.
 */
final class RecordingRelay implements AutoCloseable {
  private static final Set<String> HOP = Set.of("host", "connection", "content-length", "accept-encoding");

  private static final String ACCESS_STATUS = "<string>_access_status</string><string>[^<]*</string>";

  private final HttpServer server;
  private final URI master;
  private final List<String> calls = new ArrayList<>();

  RecordingRelay(URI master) {
    this.master = master;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked since the last time. */
  List<String> taken() {
    synchronized (calls) {
      var taken = List.copyOf(calls);
      calls.clear();
      return taken;
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath().substring(1);
    note(exchange, path, new String(body, UTF_8));
    if (path.equals("updateComputerPartitionRelatedInstanceList")) {
      send(exchange, 200, new byte[0]);
      return;
    }
    var call = (HttpURLConnection) master.resolve(exchange.getRequestURI().toString()).toURL().openConnection();
    call.setRequestMethod(exchange.getRequestMethod());
    exchange.getRequestHeaders().forEach((name, values) -> {
      if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        values.forEach(value -> call.addRequestProperty(name, value));
      }
    });
    if (exchange.getRequestMethod().equals("POST")) {
      call.setDoOutput(true);
      call.getOutputStream().write(body);
    }
    int status = call.getResponseCode();
    call.getHeaderFields().forEach((name, values) -> {
      if (name != null && Set.of("Content-Type", "Location").contains(name)) {
        values.forEach(value -> exchange.getResponseHeaders().add(name, value));
      }
    });
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      String answer = in == null ? "" : new String(in.readAllBytes(), UTF_8);
      send(exchange, status, answer.replaceAll(ACCESS_STATUS, "").getBytes(UTF_8));
    }
  }

  private void note(HttpExchange exchange, String path, String body) {
    if (path.equals("getHateoasUrl")) {
      return;
    }
    String query = exchange.getRequestURI().getRawQuery();
    String fields = exchange.getRequestMethod().equals("GET") ? (query == null ? "" : query) : body;
    var line = new ArrayList<String>();
    Arrays.stream(fields.split("&", -1)).filter(field -> !field.isEmpty())
        .map(field -> shortened(URLDecoder.decode(field, UTF_8))).sorted().forEach(line::add);
    line.addFirst(exchange.getRequestMethod() + " " + path);
    synchronized (calls) {
      calls.add(String.join("\t", line));
    }
  }

  private static String shortened(String field) {
    if (field.startsWith("xml=")) {
      return "xml=(described by format)";
    }
    String text = field.startsWith("error_log=") ? field.lines().findFirst().orElse("") : field;
    return text.replace("\n", "\\n");
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
