package org.slapos.bench.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slapos.fakes.TestCertificate;
import org.slapos.fakes.TlsFront;

/** Stands before a Master as a front end does: TLS, and a client certificate is demanded. */
final class MasterFront implements AutoCloseable {
  private final URI master;
  private final TestCertificate client;
  private final TlsFront front;
  private final BlockingQueue<String> identifiedCalls = new LinkedBlockingQueue<>();

  MasterFront(URI master, Path folder) {
    this.master = master;
    try {
      client = TestCertificate.make(folder, "client");
      front = TlsFront.start(TestCertificate.make(folder, "server"), client, true, this::pass);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a final slash. */
  String url() {
    return front.url() + "/";
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
    front.close();
  }
}
