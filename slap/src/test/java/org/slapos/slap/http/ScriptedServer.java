package org.slapos.slap.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A TCP server that reads a request's head and sends what the script says, byte for byte; one script per connection. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Deque<String> scripts = new ArrayDeque<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();

  ScriptedServer(String... answers) throws IOException {
    scripts.addAll(List.of(answers));
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!scripts.isEmpty()) {
      try (var connection = socket.accept()) {
        answer(connection, scripts.removeFirst());
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket connection, String script) throws IOException {
    var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    var head = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    heads.add(head.toString());
    connection.getOutputStream().write(script.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    connection.getOutputStream().flush();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The heads of the requests so far, a line each. */
  List<String> heads() {
    return heads;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
