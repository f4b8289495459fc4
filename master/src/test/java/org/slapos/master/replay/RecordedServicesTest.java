package org.slapos.master.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The relay, the public files and the unconfigured network cache answer as recorded; a web server plays sr.example. */
class RecordedServicesTest {
  private static final String RECORDING = "15-panel-http-proxy-shacache.server-1.26.1.client-1.26.1";

  @TempDir Path folder;

  @Test
  void the_services_beside_the_api_answer_as_recorded() throws Exception {
    var pages = pages();
    var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/", exchange -> {
      var path = exchange.getRequestURI().getPath();
      var page = pages.get(path);
      if (pages.containsKey(path + "/")) {
        exchange.getResponseHeaders().set("Location", path + "/");
        exchange.sendResponseHeaders(301, -1);
      } else if (page == null) {
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
        exchange.sendResponseHeaders(404, -1);
      } else {
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.sendResponseHeaders(200, head ? -1 : page.body().getBytes(StandardCharsets.UTF_8).length);
        if (!head) {
          exchange.getResponseBody().write(page.body().getBytes(StandardCharsets.UTF_8));
        }
      }
      exchange.close();
    });
    web.start();
    Map<String, String> differences = new LinkedHashMap<>();
    try (var master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"))) {
      var server = "127.0.0.1:" + web.getAddress().getPort();
      String closed;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        closed = "127.0.0.1:" + socket.getLocalPort();
      }
      publish(master, "http://" + server + "/ http://" + closed + "/ https://" + master.url().getAuthority() + "/");
      for (var exchange : steps()) {
        var target = exchange.target()
            .replace("/http/sr.example", "/http/" + server)
            .replace("127.0.0.1:7001", closed)
            .replace("/https/sr.example", "/https/" + master.url().getAuthority());
        var answer = RawHttp.send(master.url(), exchange.method(), target, exchange.headers(), exchange.body());
        Likeness.difference(exchange, answer)
            .ifPresent(text -> differences.put(exchange.index() + " " + exchange.target(), text));
      }
    } finally {
      web.stop(0);
    }
    assertThat(differences).isEmpty();
  }

  /** Without the web pages of the panel itself. */
  private static List<Exchange> steps() {
    return Exchange.load(RECORDING).stream()
        .filter(exchange -> !Set.of("/panel/", "/panel/panel.js").contains(exchange.target()))
        .toList();
  }

  private record Page(String type, String body) {}

  /** What the recorded web server had, by path. */
  private static Map<String, Page> pages() {
    var pages = new LinkedHashMap<String, Page>();
    relayed().filter(exchange -> exchange.status() == 200 && exchange.method().equals("GET")).forEach(exchange -> {
      var path = URLDecoder.decode(exchange.target().replaceFirst("\\?.*", ""), StandardCharsets.UTF_8)
          .substring("/http_proxy/http/sr.example".length());
      var folder = exchange.answer().contains("Directory listing");
      pages.put(
          folder ? path.replaceFirst("/?$", "/") : path,
          new Page(exchange.answerHeaders().get("Content-Type"), exchange.answer()));
    });
    return pages;
  }

  private static Stream<Exchange> relayed() {
    return Exchange.load(RECORDING).stream()
        .filter(exchange -> exchange.target().startsWith("/http_proxy/http/sr.example"));
  }

  private static void publish(Master master, String text) {
    var node = new NodeClient(master.url());
    node.format("COMP-0", 1);
    node.request("one");
    node.post("/setComputerPartitionConnectionXml", Map.of(
        "computer_id", "COMP-0", "computer_partition_id", "slappart0",
        "connection_xml", Marshal.write(Value.Dict.builder().put("url", text).build())));
  }
}
