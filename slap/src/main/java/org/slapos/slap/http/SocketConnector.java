package org.slapos.slap.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Opens TCP connections: tries all addresses of a name in turn. */
final class SocketConnector {
  private final Duration timeout;

  SocketConnector(Duration timeout) {
    this.timeout = timeout;
  }

  Socket connect(HttpUrl url) throws IOException {
    IOException failure = null;
    for (var address : InetAddress.getAllByName(url.host().replace("%25", "%"))) {
      try {
        return connect(new InetSocketAddress(address, url.effectivePort()));
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    throw failure == null ? new IOException("the name " + url.host() + " has no address") : failure;
  }

  private Socket connect(InetSocketAddress address) throws IOException {
    // What to reach through a proxy is known already; else the JDK reads its own settings for proxies.
    var socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(milliseconds());
      socket.connect(address, milliseconds());
      return socket;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new ConnectTimeoutException("no connection within " + timeout.toSeconds() + " s", e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private int milliseconds() {
    return Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
  }
}
