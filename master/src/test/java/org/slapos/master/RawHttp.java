package org.slapos.master;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sends requests byte for byte as given, one connection each. */
public final class RawHttp {
  private RawHttp() {}

  /** An answer; header names in lower case. */
  public record Answer(int status, Map<String, String> headers, String body) {}

  public static Answer get(URI master, String target) {
    return send(master, "GET", target, Map.of(), "");
  }

  public static Answer post(URI master, String path, Map<String, String> form) {
    return send(
        master, "POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), encode(form));
  }

  public static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  public static Answer send(URI master, String method, String target, Map<String, String> headers, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var all = new LinkedHashMap<String, String>();
    all.put("Host", "127.0.0.1:5000");
    all.put("Connection", "close");
    if (bytes.length > 0 || method.equals("POST")) {
      all.put("Content-Length", String.valueOf(bytes.length));
    }
    all.putAll(headers);
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return parse(exchange(master, head.append("\r\n").toString(), bytes));
  }

  /** Sends exactly this and reads until the server closes. */
  public static String exchange(URI master, String head, byte[] body) {
    try (var socket = new Socket(master.getHost(), master.getPort())) {
      // Only so that a test that hangs says where; a busy machine may need a while.
      socket.setSoTimeout(120_000);
      var request = new ByteArrayOutputStream();
      request.write(head.getBytes(StandardCharsets.ISO_8859_1));
      request.write(body);
      socket.getOutputStream().write(request.toByteArray());
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Answer parse(String raw) {
    int end = raw.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new UncheckedIOException(new IOException("no complete answer: " + raw));
    }
    var headers = new TreeMap<String, String>();
    var lines = raw.substring(0, end).split("\r\n");
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, raw.substring(end + 4));
  }
}
