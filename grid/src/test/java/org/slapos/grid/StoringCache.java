package org.slapos.grid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A network cache in memory: contents under {@code /cache}, entries under {@code /dir}. */
public final class StoringCache implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
  private final Map<String, List<String>> entries = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Runnable beforeContent = () -> {};
  private volatile boolean refusing;

  public StoringCache() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String contentsUrl() {
    return "http://127.0.0.1:%d/cache".formatted(server.getAddress().getPort());
  }

  public String indexUrl() {
    return "http://127.0.0.1:%d/dir".formatted(server.getAddress().getPort());
  }

  /** {@code GET /dir/KEY} and so on, without what was sent. */
  public List<String> asked() {
    return asked;
  }

  public List<String> entries(String key) {
    return entries.getOrDefault(key, List.of());
  }

  public Map<String, byte[]> contents() {
    return contents;
  }

  /** Puts something in between the question for a content and its answer. */
  public void beforeContent(Runnable action) {
    beforeContent = action;
  }

  /** From now on nothing is stored: 503. */
  public void refuse() {
    refusing = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (refusing && !exchange.getRequestMethod().equals("GET")) {
      send(exchange, 503, new byte[0]);
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        contents.put(sha512(body), body);
        send(exchange, 201, sha512(body).getBytes(UTF_8));
      }
      case "PUT" -> {
        entries.computeIfAbsent(key(path), _ -> new CopyOnWriteArrayList<>()).addFirst(new String(body, UTF_8));
        send(exchange, 201, new byte[0]);
      }
      case "GET" -> get(exchange, path);
      default -> send(exchange, 405, new byte[0]);
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    if (path.startsWith("/dir/") && entries.containsKey(key(path))) {
      send(exchange, 200, ("[" + String.join(", ", entries.get(key(path))) + "]").getBytes(UTF_8));
    } else if (path.startsWith("/cache/") && contents.containsKey(key(path))) {
      beforeContent.run();
      send(exchange, 200, contents.get(key(path)));
    } else {
      send(exchange, 404, new byte[0]);
    }
  }

  private static String key(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  public static String sha512(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
