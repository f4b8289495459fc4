package org.slapos.fakes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slapos.fakes.Reply.Delivery;

/**
 * An HTTP server by hand, one request per connection, because the answers that matter here are those no server library
 * would send.
 */
final class HttpPeer implements AutoCloseable {
  private final ServerSocket server;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** One request as it came. */
  record Request(String method, String target, Map<String, String> headers, String body) {}

  @FunctionalInterface
  interface Handler {
    Reply answer(Request request);
  }

  HttpPeer(Handler handler) {
    this.handler = handler;
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("fake Master").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      send(handler.answer(read(new BufferedInputStream(socket.getInputStream()))), socket);
    } catch (IOException e) {
      // The caller went away, as callers of such a Master do.
      open.remove(socket);
    } finally {
      open.remove(socket);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", 3);
    var headers = new TreeMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(first[0], first[1], headers, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        throw new IOException("The caller ended its request early");
      }
      if (one != '\r') {
        line.write(one);
      }
    }
    return line.toString(ISO_8859_1);
  }

  private void send(Reply reply, Socket socket) throws IOException {
    switch (reply.delivery()) {
      case Delivery.Whole _ -> write(reply, reply.bytes().length, socket);
      case Delivery.Late(var by) -> {
        LockSupport.parkNanos(by.toNanos());
        write(reply, reply.bytes().length, socket);
      }
      case Delivery.Cut(int after) -> write(reply, Math.min(after, reply.bytes().length), socket);
      case Delivery.Reset _ -> socket.setSoLinger(true, 0);
      case Delivery.Never _ -> {
        while (!server.isClosed() && socket.getInputStream().read() >= 0) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private static void write(Reply reply, int bytes, Socket socket) throws IOException {
    var head = new StringBuilder("HTTP/1.1 %d Fake\r\nConnection: close\r\n".formatted(reply.status()));
    reply.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    boolean bare = reply.status() == 304 || reply.status() == 204;
    head.append(bare ? "\r\n" : "Content-Length: %d\r\n\r\n".formatted(reply.bytes().length));
    OutputStream out = socket.getOutputStream();
    out.write(head.toString().getBytes(ISO_8859_1));
    if (!bare) {
      out.write(reply.bytes(), 0, bytes);
    }
    out.flush();
    // Closing with unread input would reset the connection before the caller has read the answer.
    socket.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
