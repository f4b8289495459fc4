package org.slapos.slap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SocketTransportTest {
  private static Transport transport(Duration timeout, Map<String, String> environment) {
    return new RedirectingTransport(new SocketTransport(
        timeout, new Tls(Optional.empty(), Optional.empty()), ProxyRules.fromEnvironment(environment)));
  }

  private static final Transport TRANSPORT = transport(Duration.ofSeconds(10), Map.of());

  private static HttpAnswer get(String url) throws IOException {
    return TRANSPORT.send(HttpCall.get(HttpUrl.parse(url)));
  }

  @Test
  void a_form_is_posted_with_the_headers_of_the_reference() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 200 OK\nContent-Length: 4\n\ndoneX")) {
      var call = HttpCall.post(HttpUrl.parse(server.url() + "/m/x?y"), Form.of("a", "é")).withHeader("Accept", "text/x");
      var answer = TRANSPORT.send(call);
      assertThat(answer.text()).isEqualTo("done");
      assertThat(answer.reason()).isEqualTo("OK");
      assertThat(server.heads().getFirst().lines()).containsExactlyInAnyOrder(
          "POST /m/x?y HTTP/1.1",
          "Host: 127.0.0.1:" + server.port(),
          "User-Agent: slapos.core/1.26.1 (slapos-java 0.1.0)",
          "Accept: text/x",
          "Accept-Encoding: identity",
          "Connection: close",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Length: 8");
    }
  }

  @Test
  void the_user_agent_names_the_version_of_the_build() throws IOException {
    var pom = Files.readString(Path.of("pom.xml"));
    var version = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    assertThat(SocketTransport.USER_AGENT).contains("slapos-java " + version);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      HTTP/1.1 200 OK\\nContent-Length: 3\\n\\nabc                                   | abc
      HTTP/1.0 200\\n\\nabc                                                          | abc
      HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n2;x=y\\nab\\n1\\nc\\n0\\nT: t\\n\\n | abc
      HTTP/1.1 100 Continue\\n\\nHTTP/1.1 200 OK\\ncontent-length: 3\\n\\nabc         | abc
      HTTP/1.1 200 OK\\nContent-Type: text/plain; charset=utf-8\\n\\né               | é
      """)
  void bodies_come_in_several_wrappings(String script, String body) throws IOException {
    try (var server = new ScriptedServer(script.replace("\\n", "\n"))) {
      assertThat(get(server.url()).text()).isEqualTo(body);
    }
  }

  @Test
  void no_content_has_no_body() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 204 No Content\nContent-Length: 5\n\n")) {
      assertThat(get(server.url()).body()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      SSH-2.0-OpenSSH_9\\n                                        | not HTTP: 'SSH-2.0-OpenSSH_9'
      HTTP/1.1 200 OK\\n                                          | closed without an answer
      HTTP/1.1 200 OK\\nContent-Length: 10\\n\\nabc               | closed after 3 of 10 bytes
      HTTP/1.1 200 OK\\nContent-Length: x\\n\\nabc                | unreadable length: 'x'
      HTTP/1.1 200 OK\\nContent-Length: -1\\n\\nabc               | unreadable length: '-1'
      HTTP/1.1 200 OK\\nContent-Length: 99999999999\\n\\nabc      | longer than
      HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\nzz\\nabc  | unreadable length: 'zz'
      HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nabc   | closed after
      """)
  void what_is_no_http_is_refused(String script, String reason) throws IOException {
    try (var server = new ScriptedServer(script.replace("\\n", "\n"))) {
      assertThatThrownBy(() -> get(server.url()))
          .isInstanceOf(HttpProtocolException.class)
          .hasMessageContaining(reason);
    }
  }

  @Test
  void endless_heads_are_cut_off() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 200 OK\n" + "A: b\n".repeat(1000))) {
      assertThatThrownBy(() -> get(server.url())).isInstanceOf(IOException.class).hasMessageContaining("256 headers");
    }
    try (var server = new ScriptedServer("HTTP/1.1 200 " + "x".repeat(100_000))) {
      assertThatThrownBy(() -> get(server.url())).isInstanceOf(IOException.class).hasMessageContaining("endless line");
    }
  }

  @Test
  void an_empty_answer_is_no_answer() throws IOException {
    try (var server = new ScriptedServer("")) {
      assertThatThrownBy(() -> get(server.url())).hasMessageContaining("closed without an answer");
    }
  }

  @Test
  void a_closed_port_and_an_unknown_name_are_told_apart() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> get("http://127.0.0.1:" + port)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> get("http://no-such-host.invalid/")).isInstanceOf(UnknownHostException.class);
  }

  @Test
  void a_silent_server_runs_into_the_time_out() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var hurried = transport(Duration.ofMillis(100), Map.of());
      var call = HttpCall.get(HttpUrl.parse("http://127.0.0.1:" + socket.getLocalPort()));
      assertThatThrownBy(() -> hurried.send(call)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void these_redirects_make_a_get_of_a_post(int status) throws IOException {
    try (var server = new ScriptedServer(
        "HTTP/1.1 " + status + " Moved\nLocation: /other?x\n\n", "HTTP/1.1 200 OK\n\nthere")) {
      var call = HttpCall.post(HttpUrl.parse(server.url() + "/m"), Form.of("a", "b")).withHeader("Authorization", "X y");
      assertThat(TRANSPORT.send(call).text()).isEqualTo("there");
      assertThat(server.heads().getLast())
          .startsWith("GET /other?x HTTP/1.1\n").contains("Authorization: X y").doesNotContain("Content-");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void these_redirects_keep_method_and_body_but_no_authorization_for_strangers(int status) throws IOException {
    try (var target = new ScriptedServer("HTTP/1.1 200 OK\n\nthere");
        var server = new ScriptedServer("HTTP/1.1 " + status + " Moved\nLocation: " + target.url() + "/other\n\n")) {
      var call = HttpCall.post(HttpUrl.parse(server.url() + "/m"), Form.of("a", "b")).withHeader("Authorization", "X y");
      assertThat(TRANSPORT.send(call).text()).isEqualTo("there");
      assertThat(target.heads().getFirst())
          .startsWith("POST /other HTTP/1.1\n").contains("Content-Length: 3").doesNotContain("Authorization");
    }
  }

  @Test
  void a_redirect_to_nowhere_is_an_answer_and_a_circle_an_error() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 301 Moved\n\nbody")) {
      assertThat(get(server.url()).text()).isEqualTo("body");
    }
    var circle = new RedirectingTransport(_ -> new HttpAnswer(
        302, "", java.util.List.of(new HttpAnswer.Header("Location", "/again")), new byte[0]));
    assertThatThrownBy(() -> circle.send(HttpCall.get(HttpUrl.parse("http://m/"))))
        .hasMessage("more than 30 redirects, the last one to http://m/again");
  }

  @Test
  void a_proxy_gets_the_whole_url_and_its_own_credentials() throws IOException {
    try (var proxy = new ScriptedServer("HTTP/1.1 200 OK\n\nvia proxy")) {
      var environment = Map.of("http_proxy", "http://us%20er:pw@127.0.0.1:" + proxy.port());
      var call = HttpCall.get(HttpUrl.parse("http://who:what@master.invalid:5000/m?x"));
      assertThat(transport(Duration.ofSeconds(10), environment).send(call).text()).isEqualTo("via proxy");
      assertThat(proxy.heads().getFirst())
          .startsWith("GET http://master.invalid:5000/m?x HTTP/1.1\n")
          .contains("Host: master.invalid:5000\n")
          .contains("Proxy-Authorization: Basic dXMgZXI6cHc=\n")
          .contains("\nAuthorization: Basic d2hvOndoYXQ=\n");
    }
  }

  @Test
  void a_proxy_that_refuses_a_tunnel_is_named() throws IOException {
    try (var proxy = new ScriptedServer("HTTP/1.1 403 Forbidden\n\n")) {
      var environment = Map.of("https_proxy", "http://127.0.0.1:" + proxy.port());
      assertThatThrownBy(() -> transport(Duration.ofSeconds(10), environment)
              .send(HttpCall.get(HttpUrl.parse("https://master.invalid/m"))))
          .hasMessage("the proxy http://127.0.0.1:%d/ refuses to connect: 403 Forbidden".formatted(proxy.port()));
      assertThat(proxy.heads().getFirst()).startsWith("CONNECT master.invalid:443 HTTP/1.1\n");
    }
  }

  @Test
  void headers_cannot_be_smuggled() {
    var call = HttpCall.get(HttpUrl.parse("http://m/"));
    assertThatThrownBy(() -> call.withHeader("Authorization", "x\r\nEvil: y")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_patient_call_outlasts_the_usual_time_out() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> {
        try (var connection = server.accept()) {
          var input = new java.io.BufferedReader(new java.io.InputStreamReader(connection.getInputStream()));
          while (!input.readLine().isEmpty()) {
            // The head of the request.
          }
          Thread.sleep(400);
          connection.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate".getBytes());
        } catch (IOException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
      var call = HttpCall.get(HttpUrl.parse("http://127.0.0.1:" + server.getLocalPort() + "/"));
      assertThat(transport(Duration.ofMillis(100), Map.of()).send(call.withPatience(Duration.ofMinutes(1))).text()).isEqualTo("late");
    }
  }
}
