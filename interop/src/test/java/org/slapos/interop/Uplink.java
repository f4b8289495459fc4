package org.slapos.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The way to package indexes for a machine without a network: tunnels of {@code CONNECT} at a local address. */
final class Uplink implements AutoCloseable {
  private final ServerSocket server;

  Uplink(String address) throws IOException {
    server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> tunnel(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void tunnel(Socket client) {
    try (client; var target = new Socket()) {
      // A client sends nothing more before it is answered, so that nothing is lost in the reader.
      var head = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String[] request = head.readLine().split(" ", -1);
      for (String line = head.readLine(); line != null && !line.isEmpty();) {
        line = head.readLine();
      }
      int colon = request[1].lastIndexOf(':');
      target.connect(
          new InetSocketAddress(request[1].substring(0, colon), Integer.parseInt(request[1].substring(colon + 1))), 30_000);
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread up = Thread.ofVirtual().start(() -> copy(client, target));
      copy(target, client);
      up.join();
    } catch (IOException e) {
      System.err.println("uplink: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException ended) {
      // Either end may hang up; the other copy then ends too.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
