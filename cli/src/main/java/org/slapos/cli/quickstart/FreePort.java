package org.slapos.cli.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A TCP port on which nothing listens. */
public final class FreePort {
  private FreePort() {}

  /** A free port of that address, chosen by the system. */
  public static int on(InetAddress address) throws IOException {
    try (var socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    }
  }

  /** Whether nothing listens there. */
  public static boolean isFree(InetAddress address, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Prints a free port of the loopback address, for the scripts of the build. */
  public static void main(String[] line) throws IOException {
    System.out.println(on(InetAddress.getLoopbackAddress()));
  }
}
