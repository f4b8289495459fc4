package org.slapos.bench.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;

/** Stands before a Master as a front end does: TLS, and a client certificate is demanded. */
final class TlsFront implements AutoCloseable {
  private final HttpsServer server;
  private final URI master;
  private final TestCertificate client;
  private final BlockingQueue<String> identifiedCalls = new LinkedBlockingQueue<>();

  private TlsFront(HttpsServer server, URI master, TestCertificate client) {
    this.server = server;
    this.master = master;
    this.client = client;
  }

  static TlsFront start(URI master, Path folder) {
    try {
      var client = TestCertificate.make(folder, "client");
      var context = TestCertificate.make(folder, "server").serverContext(client);
      var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context) {
        @Override
        public void configure(HttpsParameters parameters) {
          var settings = context.getDefaultSSLParameters();
          settings.setNeedClientAuth(true);
          parameters.setSSLParameters(settings);
        }
      });
      var front = new TlsFront(server, master, client);
      server.createContext("/", front::pass);
      server.start();
      return front;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a final slash. */
  URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** The certificate that clients show. */
  TestCertificate client() {
    return client;
  }

  /** Method and path of the calls with a certificate since the last question. */
  List<String> takeIdentifiedCalls() {
    var calls = new ArrayList<String>();
    identifiedCalls.drainTo(calls);
    return calls;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (((HttpsExchange) exchange).getSSLSession().getPeerCertificates().length > 0) {
        identifiedCalls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      }
      var call = (HttpURLConnection) master.resolve(exchange.getRequestURI()).toURL().openConnection();
      call.setRequestMethod(exchange.getRequestMethod());
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (body.length > 0) {
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"));
        call.getOutputStream().write(body);
      }
      answer(exchange, call);
    }
  }

  private static void answer(HttpExchange exchange, HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    byte[] body = status < 400 ? call.getInputStream().readAllBytes() : new byte[0];
    exchange.getResponseHeaders().set("Content-Type", call.getContentType());
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
