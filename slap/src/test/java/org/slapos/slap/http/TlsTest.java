package org.slapos.slap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.ConnectionSettings.Identity;
import org.slapos.slap.classic.ClassicSlap;

class TlsTest {
  @TempDir
  private static Path folder;

  private static KeyMaker keys;
  private static KeyStore serverKey;
  private static KeyStore rsa;
  private static KeyStore ec;

  private HttpsServer server;

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = new KeyMaker(folder);
    serverKey = keys.make("server", "EC");
    rsa = keys.make("rsa-client", "RSA");
    ec = keys.make("ec-client", "EC");
  }

  /** Answers with the name in the client's certificate. */
  private void serve(String... groups) throws Exception {
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(serverKey, KeyMaker.password());
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), new TrustManager[] {new TrustAnyServer()}, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters ssl = context.getDefaultSSLParameters();
        ssl.setWantClientAuth(true);
        if (groups.length > 0) {
          ssl.setNamedGroups(groups);
        }
        parameters.setSSLParameters(ssl);
      }
    });
    server.createContext("/", exchange -> {
      var name = peer((HttpsExchange) exchange).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, name.length);
      exchange.getResponseBody().write(name);
      exchange.close();
    });
    server.start();
  }

  private static String peer(HttpsExchange exchange) {
    try {
      return exchange.getSSLSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private String visit(Optional<Identity> identity, Optional<Path> authority, String host) throws IOException {
    var transport = new SocketTransport(Duration.ofSeconds(20), new Tls(identity, authority), ProxyRules.none());
    return transport.send(HttpCall.get(HttpUrl.parse("https://" + host + ":" + server.getAddress().getPort()))).text();
  }

  private String visit(Path key, Path certificate) throws IOException {
    return visit(Optional.of(new Identity(key, certificate)), Optional.empty(), "127.0.0.1");
  }

  @Test
  void clients_present_keys_in_all_usual_forms() throws Exception {
    serve();
    var rsaCertificate = keys.certificate("rsa", rsa);
    var ecCertificate = keys.certificate("ec", ec);
    assertThat(visit(keys.pem("rsa8", "PRIVATE KEY", KeyMaker.key(rsa).getEncoded()), rsaCertificate))
        .isEqualTo("CN=rsa-client");
    assertThat(visit(keys.pem("rsa1", "RSA PRIVATE KEY", KeyMaker.pkcs1(KeyMaker.key(rsa))), rsaCertificate))
        .isEqualTo("CN=rsa-client");
    assertThat(visit(keys.pem("ec8", "PRIVATE KEY", KeyMaker.key(ec).getEncoded()), ecCertificate))
        .isEqualTo("CN=ec-client");
    assertThat(visit(keys.pem("ec1", "EC PRIVATE KEY", KeyMaker.sec1(KeyMaker.key(ec))), ecCertificate))
        .isEqualTo("CN=ec-client");
  }

  @Test
  void without_identity_and_authority_any_server_is_visited_by_nobody() throws Exception {
    serve();
    assertThat(visit(Optional.empty(), Optional.empty(), "127.0.0.1")).isEqualTo("nobody");
  }

  @Test
  void settings_verify_the_master_unless_they_say_frankly_that_nobody_does() throws Exception {
    serve();
    var settings = ConnectionSettings.of("https://127.0.0.1:" + server.getAddress().getPort());
    assertThatThrownBy(() -> status(settings)).hasMessageContaining("TLS failure");
    assertThatThrownBy(() -> status(settings.trusting(keys.certificate("other", rsa)))).hasMessageContaining("TLS failure");
    assertThat(status(settings.trusting(keys.certificate("server", serverKey)))).isEqualTo("nobody");
    assertThat(status(settings.trustingAnyServer())).isEqualTo("nobody");
    var identity = settings.trustingAnyServer().withIdentity(
        keys.pem("rsa8", "PRIVATE KEY", KeyMaker.key(rsa).getEncoded()), keys.certificate("rsa", rsa));
    assertThat(status(identity)).isEqualTo("CN=rsa-client");
  }

  private static String status(ConnectionSettings settings) {
    return ClassicSlap.connect(settings, Map.of()).registerComputer("C").updateConfiguration("");
  }

  @Test
  void one_connection_is_enough_for_a_modern_server() throws Exception {
    serve();
    var connections = new AtomicInteger();
    var url = HttpUrl.parse("https://127.0.0.1:" + server.getAddress().getPort());
    try (var socket = new Tls(Optional.empty(), Optional.empty()).connect(url, () -> {
      connections.incrementAndGet();
      return new Socket(url.host(), url.effectivePort());
    })) {
      assertThat(socket.isConnected()).isTrue();
      assertThat(connections).hasValue(1);
    }
  }

  @Test
  void a_server_that_refuses_the_fast_group_is_visited_with_the_default_ones() throws Exception {
    serve("secp256r1");
    assertThat(visit(Optional.empty(), Optional.empty(), "127.0.0.1")).isEqualTo("nobody");
  }

  @Test
  void with_an_authority_the_server_and_its_name_are_verified() throws Exception {
    serve();
    var trusted = Optional.of(keys.certificate("server", serverKey));
    assertThat(visit(Optional.empty(), trusted, "127.0.0.1")).isEqualTo("nobody");
    var other = Optional.of(keys.certificate("other", rsa));
    assertThatThrownBy(() -> visit(Optional.empty(), other, "127.0.0.1")).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> visit(Optional.empty(), trusted, "localhost")).isInstanceOf(SSLException.class);
  }

  @Test
  void unusable_files_are_named_with_what_is_wrong() throws Exception {
    serve();
    var certificate = keys.certificate("good", rsa);
    var key = keys.pem("good", "PRIVATE KEY", KeyMaker.key(rsa).getEncoded());
    var empty = Files.writeString(folder.resolve("empty"), "");
    assertRefused(folder.resolve("absent"), certificate, "no such file: ");
    assertRefused(key, folder.resolve("absent"), "no such file: ");
    assertRefused(empty, certificate, "no private key in ");
    assertRefused(key, empty, "no certificate in ");
    assertRefused(keys.pem("bad", "RSA PRIVATE KEY", new byte[] {1, 2, 3}), certificate, "an unreadable private key in ");
    assertRefused(keys.pem("bad2", "EC PRIVATE KEY", new byte[] {48, 2, 1}), certificate, "an unreadable private key in ");
    assertRefused(keys.pem("bad3", "EC PRIVATE KEY", new byte[0]), certificate, "an unreadable private key in ");
    assertRefused(keys.pem("locked", "ENCRYPTED PRIVATE KEY", new byte[] {1}), certificate, "is encrypted");
    assertRefused(key, keys.pem("nocert", "CERTIFICATE", new byte[] {1}), "an unreadable certificate in ");
  }

  private void assertRefused(Path key, Path certificate, String reason) {
    assertThatThrownBy(() -> visit(key, certificate)).isInstanceOf(IOException.class).hasMessageContaining(reason);
  }

  @Test
  void a_plain_server_is_no_tls_server() throws Exception {
    try (var plain = new ScriptedServer("HTTP/1.1 400 Bad Request\n\n", "HTTP/1.1 400 Bad Request\n\n")) {
      var transport = new SocketTransport(
          Duration.ofSeconds(5), new Tls(Optional.empty(), Optional.empty()), ProxyRules.none());
      var call = HttpCall.get(HttpUrl.parse("https://127.0.0.1:" + plain.port()));
      assertThatThrownBy(() -> transport.send(call)).isInstanceOf(IOException.class);
    }
  }
}
