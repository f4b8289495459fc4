package org.slapos.cli.transcripts;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import org.slapos.cli.TestSigner;

/** The same answers over TLS. */
final class TlsFront implements AutoCloseable {
  private final HttpsServer server;

  private TlsFront(HttpsServer server) {
    this.server = server;
  }

  /** Its certificate is that of the signer; so must be that of clients, if one is demanded. */
  static TlsFront of(TestSigner signer, ScriptedPeer peer, boolean certificateDemanded) throws IOException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      var context = signer.tlsContext();
      server.setHttpsConfigurator(new HttpsConfigurator(context) {
        @Override
        public void configure(HttpsParameters parameters) {
          var settings = context.getDefaultSSLParameters();
          settings.setNeedClientAuth(certificateDemanded);
          parameters.setSSLParameters(settings);
        }
      });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", peer::answer);
    server.start();
    return new TlsFront(server);
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
