package org.slapos.master.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

@Timeout(120)
class RelayApiTest {
  @TempDir Path folder;
  private Master master;
  private HttpServer instance;
  private HttpServer other;
  private final List<Map<String, List<String>>> asked = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
    instance = server();
    other = server();
    new NodeClient(master.url()).format("COMP-0", 2);
    new NodeClient(master.url()).request("one");
  }

  @AfterEach
  void stop() {
    master.close();
    instance.stop(0);
    other.stop(0);
  }

  private HttpServer server() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(new HashMap<>(exchange.getRequestHeaders()));
    var path = exchange.getRequestURI().toString();
    var headers = exchange.getResponseHeaders();
    if (!path.startsWith("/notype")) {
      headers.set("Content-Type", "text/x");
      headers.set("Set-Cookie", "a=b");
      headers.set("X-Other", "1");
      headers.set("ETag", "\"e\"");
      headers.set("Access-Control-Allow-Origin", "*");
    }
    int status = switch (path) {
      case "/redirect" -> redirect(exchange, "/target?x=1");
      case "/away" -> redirect(exchange, "http://127.0.0.1:" + other.getAddress().getPort() + "/there");
      case "/loop" -> redirect(exchange, "/loop");
      case "/500" -> 500;
      case "/401" -> 401;
      case "/201" -> redirect(exchange, "/made") == 302 ? 201 : 0;
      default -> 200;
    };
    var body = ("body of " + path).getBytes();
    var head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static int redirect(HttpExchange exchange, String location) {
    exchange.getResponseHeaders().set("Location", location);
    return 302;
  }

  private void publish(String url) {
    new NodeClient(master.url()).post("/setComputerPartitionConnectionXml", Map.of(
        "computer_id", "COMP-0",
        "computer_partition_id", "slappart0",
        "connection_xml", Marshal.write(Value.Dict.builder().put("_", "{\"url\": \"" + url + "\"}").build())));
  }

  private static String origin(HttpServer server) {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private RawHttp.Answer get(String method, HttpServer server, String path, Map<String, String> headers) {
    return RawHttp.send(master.url(), method, "/http_proxy/http/" + origin(server) + path, headers, "");
  }

  private RawHttp.Answer get(String path) {
    return get("GET", instance, path, Map.of());
  }

  @Test
  void only_published_servers_are_asked() {
    assertThat(get("/").status()).isEqualTo(403);
    publish("http://" + origin(other) + "/");
    assertThat(get("/").body()).contains("No instance has published an address at " + origin(instance));
    assertThat(RawHttp.get(master.url(), "/http_proxy/http/127.0.0.1/").status()).isEqualTo(403);
    assertThat(RawHttp.get(master.url(), "/http_proxy/https/" + origin(other)).status()).isEqualTo(403);
    assertThat(asked).isEmpty();
    assertThat(get("GET", other, "/", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void a_page_comes_with_the_headers_that_matter_and_as_a_download() {
    publish("http://" + origin(instance) + "/some/page");
    var answer = get("/a%20b//c?q=a%26b");
    assertThat(answer.body()).isEqualTo("body of /a%20b//c?q=a%26b");
    assertThat(answer.headers())
        .containsEntry("content-type", "text/x")
        .containsEntry("content-disposition", "attachment")
        .containsEntry("etag", "\"e\"")
        .containsEntry("access-control-allow-origin", "*")
        .doesNotContainKeys("set-cookie", "x-other");
    assertThat(get("/notype").headers()).containsEntry("content-type", "application/octet-stream");
  }

  @Test
  void the_server_gets_the_headers_that_matter() {
    publish("http://" + origin(instance));
    get("GET", instance, "/", Map.of(
        "Cookie", "s=1", "X-Foo", "1", "Authorization", "Basic eHg=", "Range", "bytes=0-1", "Origin", "http://o"));
    assertThat(asked.getFirst())
        .containsEntry("Authorization", List.of("Basic eHg="))
        .containsEntry("Range", List.of("bytes=0-1"))
        .containsEntry("Origin", List.of("http://o"))
        .doesNotContainKeys("Cookie", "X-foo");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      GET     | /redirect | 200 | body of /target?x=1
      GET     | /loop     | 520 | /loop
      GET     | /away     | 520 | where no instance has published an address
      GET     | /500      | 520 | body of /500
      GET     | /401      | 401 | body of /401
      OPTIONS | /opt      | 200 | body of /opt
      HEAD    | /head     | 200 |
      POST    | /x        | 405 | The method is not allowed
      """)
  void answers_are_as_by_the_reference(String method, String path, int status, String body) {
    publish("http://" + origin(instance));
    var answer = get(method, instance, path, Map.of());
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(body == null ? "" : body);
  }

  @Test
  void a_redirect_to_another_published_server_is_followed() {
    publish("http://" + origin(instance) + "/ and http://" + origin(other) + "/");
    assertThat(get("/away").body()).isEqualTo("body of /there");
  }

  @Test
  void a_location_leads_through_the_relay() {
    publish("http://" + origin(instance));
    assertThat(get("/201").headers())
        .containsEntry("location", "http://127.0.0.1:5000/http_proxy/http/" + origin(instance) + "/made");
  }

  @Test
  void failures_have_the_status_of_the_reference() {
    var address = origin(instance);
    var withoutTls = master.url().getAuthority();
    publish("http://" + address + "/ and https://" + withoutTls + "/");
    assertThat(RawHttp.get(master.url(), "/http_proxy/https/" + withoutTls + "/x").status()).isEqualTo(526);
    instance.stop(0);
    assertThat(get("/x").status()).isEqualTo(523);
  }

  @Test
  void over_https_the_pretended_frontend_is_the_relay() {
    var parameters = Value.Dict.builder().put("url", "http://" + origin(instance) + "/a b").build();
    var form = Map.of(
        "software_release", "http://git.erp5.org/gitweb/slapos.git/blob_plain/HEAD:/software/apache-frontend/software.cfg",
        "software_type", "",
        "partition_reference", "f",
        "state", Marshal.write(Value.None.NONE),
        "shared_xml", Marshal.write(new Value.Bool(true)),
        "partition_parameter_xml", Marshal.write(parameters));
    var answer = RawHttp.send(
        master.url(), "POST", "/requestComputerPartition",
        Map.of("Content-Type", "application/x-www-form-urlencoded", "X-Forwarded-Proto", "https",
            "X-Forwarded-Prefix", "/pre", "Host", "front.example"),
        RawHttp.encode(form));
    var connection = ((Value.Instance) Marshal.read(answer.body())).attributes().orElseThrow()
        .get("_connection_dict").orElseThrow();
    assertThat(connection).isEqualTo(Value.Dict.builder()
        .put("domain", "front.example")
        .put("secure_access", "https://front.example/pre/http_proxy/http/" + origin(instance) + "/a%20b")
        .build());
    assertThat(get("/a%20b").status()).isEqualTo(200);
  }
}
