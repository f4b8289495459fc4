package org.slapos.fakes;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;

/** Stands before something that answers as a front end does: with TLS. */
public final class TlsFront implements AutoCloseable {
  private final HttpsServer server;

  private TlsFront(HttpsServer server) {
    this.server = server;
  }

  /** @param demanded whether clients are refused that do not show the one certificate that is known */
  public static TlsFront start(
      TestCertificate certificate, TestCertificate client, boolean demanded, HttpHandler behind) throws IOException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      var context = certificate.serverContext(client);
      server.setHttpsConfigurator(new HttpsConfigurator(context) {
        @Override
        public void configure(HttpsParameters parameters) {
          var settings = context.getDefaultSSLParameters();
          settings.setNeedClientAuth(demanded);
          parameters.setSSLParameters(settings);
        }
      });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", behind);
    server.start();
    return new TlsFront(server);
  }

  /** Without a final slash. */
  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
