package org.slapos.bench.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One client: asks and reads whole answers into a buffer that it keeps. It does as little as can be, since the processor
 * time that it takes is missing to the Master beside it.
 */
final class HttpClient implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int STATUS_START = "HTTP/1.1 ".length();

  private final InetSocketAddress server;
  private final boolean keepAlive;
  private byte[] buffer;
  private Optional<Socket> open = Optional.empty();
  private int received;
  private int bodyStart;
  private String head = "";

  /** What is thought of the bytes of a body, from one index up to another one. */
  @FunctionalInterface
  interface Check {
    /** Throws {@link org.slapos.bench.measure.WrongOutcomeException} if they are not what was expected. */
    void look(byte[] bytes, int from, int to);
  }

  /**
   * Nothing is connected yet.
   *
   * @param keepAlive whether a connection is kept as long as the server keeps it
   * @param size of the buffer at first; it grows to the largest answer
   */
  HttpClient(URI server, boolean keepAlive, int size) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.keepAlive = keepAlive;
    this.buffer = new byte[size];
  }

  /** Asks, connecting first if need be; the status of the answer. */
  int ask(byte[] request) throws IOException {
    var socket = open.isPresent() ? open.get() : connect();
    socket.getOutputStream().write(request);
    var in = socket.getInputStream();
    received = 0;
    bodyStart = readHead(in);
    int status = number(STATUS_START);
    head = new String(buffer, 0, bodyStart, StandardCharsets.US_ASCII);
    int end = bodyStart + (status == NOT_MODIFIED ? 0 : Integer.parseInt(header("content-length")));
    if (end > buffer.length) {
      buffer = Arrays.copyOf(buffer, end);
    }
    while (received < end) {
      read(in);
    }
    if (!keepAlive || closes()) {
      close();
    }
    return status;
  }

  /** Has the last body looked at. */
  void check(Check check) {
    check.look(buffer, bodyStart, received);
  }

  /** The last answer as a text, for messages. */
  String answer() {
    return new String(buffer, 0, received, StandardCharsets.UTF_8);
  }

  /** Whether that is the status of an answer with a document. */
  static boolean isOk(int status) {
    return status == OK;
  }

  static boolean isNotModified(int status) {
    return status == NOT_MODIFIED;
  }

  private Socket connect() throws IOException {
    // Any other would look for a proxy each time.
    var socket = new Socket(Proxy.NO_PROXY);
    socket.setTcpNoDelay(true);
    socket.connect(server);
    open = Optional.of(socket);
    return socket;
  }

  /** Reads until the head is complete; the index after it. */
  private int readHead(InputStream in) throws IOException {
    for (int next = 0; ; next = Math.max(0, received - 3)) {
      read(in);
      for (int i = next; i + 3 < received; i++) {
        if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
          return i + 4;
        }
      }
    }
  }

  private void read(InputStream in) throws IOException {
    if (received == buffer.length) {
      throw new IOException("An answer that is longer than announced");
    }
    int more = in.read(buffer, received, buffer.length - received);
    if (more < 0) {
      throw new EOFException("The connection was closed within an answer: " + answer());
    }
    received += more;
  }

  /** The header of the last answer that has that name, in any case. */
  String header(String name) throws IOException {
    int at = indexOf(name);
    if (at < 0) {
      throw new IOException("An answer without " + name + ": " + head);
    }
    int start = at + name.length() + 2;
    return head.substring(start, head.indexOf('\r', start)).strip();
  }

  private boolean closes() throws IOException {
    return indexOf("connection") >= 0 && header("connection").equalsIgnoreCase("close");
  }

  private int indexOf(String name) {
    for (int line = head.indexOf('\n'); line >= 0; line = head.indexOf('\n', line + 1)) {
      if (head.regionMatches(true, line + 1, name, 0, name.length())) {
        return line + 1;
      }
    }
    return -1;
  }

  private int number(int at) {
    return (buffer[at] - '0') * 100 + (buffer[at + 1] - '0') * 10 + (buffer[at + 2] - '0');
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().close();
      open = Optional.empty();
    }
  }
}
