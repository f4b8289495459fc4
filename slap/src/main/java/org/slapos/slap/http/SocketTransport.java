package org.slapos.slap.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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

  private static final int BUFFER = 64 * 1024;

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
    try (var answer = open(call)) {
      return answer.whole();
    }
  }

  /** As {@link #send}, but the answer's body is still to be read from the connection, which the caller closes. */
  public StreamedAnswer open(HttpCall call) throws IOException {
    return open(call, call.body().map(Upload::of));
  }

  /** As {@link #open(HttpCall)} with another body, which may be of any size. */
  public StreamedAnswer open(HttpCall call, Upload upload) throws IOException {
    return open(call, Optional.of(upload));
  }

  private StreamedAnswer open(HttpCall call, Optional<Upload> upload) throws IOException {
    var proxy = proxyFor(call.url());
    var secure = call.url().secure();
    var socket = secure ? openSecure(call.url(), proxy) : connector.connect(proxy.orElse(call.url()));
    try {
      return exchange(socket, call, upload, secure ? Optional.empty() : proxy);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
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
      var failure = write(socket, "CONNECT " + server, headers, Optional.empty());
      if (failure.isPresent()) {
        throw failure.get();
      }
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

  private static StreamedAnswer exchange(
      Socket socket, HttpCall call, Optional<Upload> upload, Optional<HttpUrl> proxy) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Host", call.url().authority());
    headers.put("User-Agent", USER_AGENT);
    headers.put("Accept-Encoding", "identity");
    headers.put("Accept", "*/*");
    headers.put("Connection", "close");
    basic(call.url()).ifPresent(credentials -> headers.put("Authorization", credentials));
    proxy.flatMap(SocketTransport::basic).ifPresent(credentials -> headers.put("Proxy-Authorization", credentials));
    headers.putAll(call.headers());
    if (upload.isPresent() || call.method().equals("POST")) {
      headers.put("Content-Length", Long.toString(upload.isPresent() ? upload.get().length() : 0));
    }
    var target = proxy.isPresent() ? call.url().toString() : call.url().target();
    waitLonger(socket, call.patience());
    var answer = new AnswerReader(new BufferedInputStream(socket.getInputStream()));
    var failure = write(socket, call.method() + " " + target, headers, upload);
    try {
      return new StreamedAnswer(socket, answer.readFinalHead(call.method()));
    } catch (IOException e) {
      // A server may answer and close before it has read everything; else the first failure is the reason.
      failure.ifPresent(first -> first.addSuppressed(e));
      throw failure.orElse(e);
    }
  }

  private static void waitLonger(Socket socket, Duration patience) throws IOException {
    int usual = socket.getSoTimeout();
    if (usual > 0 && patience.isPositive()) {
      socket.setSoTimeout(Math.toIntExact(Math.min(usual + patience.toMillis(), Integer.MAX_VALUE)));
    }
  }

  /** What went wrong with the connection, if anything; a source that cannot be read is thrown. */
  private static Optional<IOException> write(
      Socket socket, String request, Map<String, String> headers, Optional<Upload> upload) throws IOException {
    var text = new StringBuilder(request).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    var head = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    var left = head.length + (upload.isPresent() ? upload.get().length() : 0);
    // One buffer for head and body, so that a small request is one packet.
    var buffer = new byte[(int) Math.min(left, BUFFER)];
    try (var source = new SequenceInputStream(
        new ByteArrayInputStream(head), upload.isPresent() ? upload.get().open() : InputStream.nullInputStream())) {
      while (left > 0) {
        var count = source.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (count == 0) {
          throw new IOException("what was to be sent ended %d bytes before its announced length".formatted(left));
        }
        var failure = write(socket, buffer, count);
        if (failure.isPresent()) {
          return failure;
        }
        left -= count;
      }
    }
    return Optional.empty();
  }

  private static Optional<IOException> write(Socket socket, byte[] bytes, int count) {
    try {
      socket.getOutputStream().write(bytes, 0, count);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static Optional<String> basic(HttpUrl url) {
    return url.userInfo()
        .map(PercentEncoding::decode)
        .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
  }
}
