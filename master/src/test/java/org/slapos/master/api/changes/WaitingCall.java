package org.slapos.master.api.changes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.slapos.master.RawHttp;

/** A GET whose answer is read by a thread of its own. */
public final class WaitingCall {
  private WaitingCall() {}

  public static CompletableFuture<RawHttp.Answer> start(URI master, String target) {
    try {
      var socket = new Socket(master.getHost(), master.getPort());
      socket.setSoTimeout(600_000);
      var head = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return CompletableFuture.supplyAsync(() -> read(socket), task -> Thread.ofVirtual().start(task));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawHttp.Answer read(Socket socket) {
    try (socket) {
      return RawHttp.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
