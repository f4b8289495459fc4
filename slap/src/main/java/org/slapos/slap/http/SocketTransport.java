package org.slapos.slap.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** HTTP/1.1 over one socket per call. Thread-safe. Never sends a call twice. */
public final class SocketTransport implements Transport {
  /** Masters tell clients apart by it. */
  public static final String USER_AGENT = "slapos.core/1.26.1 (slapos-java 0.1.0)";

  private final SocketConnector connector;
  private final Tls tls;
  private final ProxyRules proxies;

  /**
   * A transport.
   *
   * @param timeout for connecting and for each wait on the socket, not for the whole call; zero waits for ever
   */
  public SocketTransport(Duration timeout, Tls tls, ProxyRules proxies) {
    this.connector = new SocketConnector(timeout);
    this.tls = tls;
    this.proxies = proxies;
  }

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    var proxy = proxyFor(call.url());
    if (call.url().secure()) {
      try (var socket = openSecure(call.url(), proxy)) {
        return exchange(socket, call, Optional.empty());
      }
    }
    try (var socket = connector.connect(proxy.orElse(call.url()))) {
      return exchange(socket, call, proxy);
    }
  }

  private Optional<HttpUrl> proxyFor(HttpUrl url) throws IOException {
    try {
      return proxies.proxyFor(url);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Socket openSecure(HttpUrl url, Optional<HttpUrl> proxy) throws IOException {
    return tls.connect(url, () -> proxy.isPresent() ? tunnel(url, proxy.get()) : connector.connect(url));
  }

  private Socket tunnel(HttpUrl url, HttpUrl proxy) throws IOException {
    var socket = connector.connect(proxy);
    try {
      var server = (url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]") + ":" + url.effectivePort();
      var headers = new LinkedHashMap<>(Map.of("Host", server));
      basic(proxy).ifPresent(credentials -> headers.put("Proxy-Authorization", credentials));
      write(socket, "CONNECT " + server, headers, "");
      // Unbuffered: what follows the empty line is the server's part of the handshake.
      var answer = new AnswerReader(socket.getInputStream()).readHead();
      if (answer.status() != 200) {
        throw new HttpProtocolException(
            "the proxy %s refuses to connect: %d %s".formatted(proxy, answer.status(), answer.reason()));
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static HttpAnswer exchange(Socket socket, HttpCall call, Optional<HttpUrl> proxy) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Host", call.url().authority());
    headers.put("User-Agent", USER_AGENT);
    headers.put("Accept-Encoding", "identity");
    headers.put("Accept", "*/*");
    headers.put("Connection", "close");
    basic(call.url()).ifPresent(credentials -> headers.put("Authorization", credentials));
    proxy.flatMap(SocketTransport::basic).ifPresent(credentials -> headers.put("Proxy-Authorization", credentials));
    headers.putAll(call.headers());
    var body = call.body().orElse("");
    if (call.body().isPresent() || call.method().equals("POST")) {
      headers.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
    }
    var target = proxy.isPresent() ? call.url().toString() : call.url().target();
    waitLonger(socket, call.patience());
    var answer = new AnswerReader(new BufferedInputStream(socket.getInputStream()));
    try {
      write(socket, call.method() + " " + target, headers, body);
    } catch (IOException e) {
      return earlyAnswer(answer, call, e);
    }
    return answer.read(call.method());
  }

  private static void waitLonger(Socket socket, Duration patience) throws IOException {
    int usual = socket.getSoTimeout();
    if (usual > 0 && patience.isPositive()) {
      socket.setSoTimeout(Math.toIntExact(Math.min(usual + patience.toMillis(), Integer.MAX_VALUE)));
    }
  }

  /** A server may answer and close before it has read everything. */
  private static HttpAnswer earlyAnswer(AnswerReader answer, HttpCall call, IOException failure) throws IOException {
    try {
      return answer.read(call.method());
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private static void write(Socket socket, String request, Map<String, String> headers, String body)
      throws IOException {
    var text = new StringBuilder(request).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    text.append("\r\n").append(body);
    var out = socket.getOutputStream();
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static Optional<String> basic(HttpUrl url) {
    return url.userInfo()
        .map(PercentEncoding::decode)
        .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
  }
}
