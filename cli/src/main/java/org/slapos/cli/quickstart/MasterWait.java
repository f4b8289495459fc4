package org.slapos.cli.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Waits until something listens where the Master should. */
public final class MasterWait {
  private static final Duration POLL = Duration.ofMillis(50);

  private MasterWait() {}

  /** Whether it listens before the patience is over. */
  public static boolean until(String address, int port, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      if (listens(address, port)) {
        return true;
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Whether something listens there now. */
  public static boolean listens(String address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
