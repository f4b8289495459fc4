package org.slapos.master.multimaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.master.Master;
import org.slapos.master.MasterServices;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

@Timeout(120)
class ForwardingTest {
  private static final String RELEASE = "http://sr.example/forwarded/software.cfg";

  @TempDir Path folder;

  private Master start(String name, int port, String... externalUrls) {
    var masters = new ArrayList<ExternalMaster>();
    for (var url : externalUrls) {
      masters.add(new ExternalMaster(url, Set.of(RELEASE), Optional.empty(), Optional.empty(), Optional.empty()));
    }
    return Master.start(MasterSettings.local(folder.resolve(name + ".db"), port, "COMP-0")
        .with(new MasterServices(Optional.empty(), Optional.empty(), masters)));
  }

  private static RawHttp.Answer request(Master master, String title, String release) {
    var form = new LinkedHashMap<String, String>();
    form.put("partition_reference", title);
    form.put("software_release", release);
    form.put("software_type", "");
    form.put("state", Marshal.write(Value.None.NONE));
    return RawHttp.post(master.url(), "/requestComputerPartition", form);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_master_that_cannot_be_reached_is_told_and_can_be_tried_again() throws IOException {
    var url = "http://127.0.0.1:" + freePort();
    try (var master = start("one", 0, url)) {
      var answer = request(master, "a", RELEASE);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("The external SlapOS Master " + url + " cannot be reached: connection refused.");
      assertThat(answer.headers()).containsKey("retry-after");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      500 | boom                              | 502 | answered: 500
      403 | <p>Your certificate is too old</p> | 502 | answered: Your certificate is too old
      404 | <p>No free computer partition</p> | 404 | answered: No free computer partition
      408 |                                   | 408 | Resource not ready
      200 | garbage                           | 502 | answered: unreadable:
      200 | <marshal><none/></marshal>        | 502 | answered no instance
      """)
  void refusals_are_passed_on_with_their_reason(int status, String body, int told, String reason) throws IOException {
    var external = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    external.createContext("/", exchange -> {
      var bytes = (body == null ? "" : body).getBytes();
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
    external.start();
    try (var master = start("one", 0, "http://127.0.0.1:" + external.getAddress().getPort())) {
      var answer = request(master, "a", RELEASE);
      assertThat(answer.status()).isEqualTo(told);
      assertThat(answer.body()).contains(reason);
    } finally {
      external.stop(0);
    }
  }

  @Test
  void while_one_waits_for_another_master_others_write() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var master = start("one", 0, "http://127.0.0.1:" + silent.getLocalPort())) {
      new NodeClient(master.url()).format("COMP-0", 3);
      var waiting = CompletableFuture.supplyAsync(() -> request(master, "a", RELEASE));
      try (var connection = silent.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo('P');
        assertThat(request(master, "b", "http://sr.example/here.cfg").status()).isEqualTo(200);
        assertThat(new NodeClient(master.url()).supply("COMP-0", "http://sr.example/x.cfg").status()).isEqualTo(200);
        assertThat(waiting).isNotDone();
      }
      assertThat(waiting.join().status()).isEqualTo(503);
    }
  }

  @Test
  void a_master_that_hangs_is_asked_by_few_at_once() throws Exception {
    try (var silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        var master = start("one", 0, "http://127.0.0.1:" + silent.getLocalPort())) {
      var waiting = new ArrayList<CompletableFuture<RawHttp.Answer>>();
      for (int i = 0; i < 16; i++) {
        var title = "t" + i;
        waiting.add(CompletableFuture.supplyAsync(() -> request(master, title, RELEASE), Thread::startVirtualThread));
      }
      var connections = new ArrayList<Socket>();
      for (int i = 0; i < 16; i++) {
        connections.add(silent.accept());
      }
      var refused = request(master, "more", RELEASE);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body()).contains("16 requests wait for the external SlapOS Master");
      for (var connection : connections) {
        connection.close();
      }
      assertThat(waiting).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(503));
    }
  }

  @Test
  void two_masters_that_forward_to_each_other_refuse_the_request() throws IOException {
    var port = freePort();
    try (var one = start("one", 0, "http://127.0.0.1:" + port);
        var two = start("two", port, one.url().toString())) {
      var answer = request(one, "a", RELEASE);
      assertThat(answer.status()).isEqualTo(508);
      assertThat(answer.body()).contains("came back", "software_release_list");
      assertThat(request(two, "a", RELEASE).status()).isEqualTo(508);
    }
  }

  @Test
  void a_loop_through_a_master_that_keeps_no_record_of_the_way_is_found_by_the_title() throws IOException {
    var forgetful = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var back = new AtomicReference<Master>();
    forgetful.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      var answer = request(back.get(), "user_user_a", RELEASE);
      var bytes = answer.body().getBytes();
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
    forgetful.start();
    try (var master = start("one", 0, "http://127.0.0.1:" + forgetful.getAddress().getPort())) {
      back.set(master);
      assertThat(request(master, "a", RELEASE).status()).isEqualTo(508);
    } finally {
      forgetful.stop(0);
    }
  }

  @Test
  void an_https_master_is_not_asked_without_a_certificate() {
    try (var master = start("one", 0, "https://127.0.0.1:1/")) {
      var answer = request(master, "a", RELEASE);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("needs key and cert");
    }
  }

  @Test
  void without_configured_masters_a_requester_may_insist_on_this_one_only() {
    try (var master = start("one", 0)) {
      new NodeClient(master.url()).format("COMP-0", 1);
      var filter = Value.Dict.builder().put("master_url", "http://127.0.0.1:5000/").build();
      var form = Map.of(
          "partition_reference", "a", "software_release", "x", "software_type", "", "state",
          Marshal.write(Value.None.NONE), "filter_xml", Marshal.write(filter));
      assertThat(RawHttp.post(master.url(), "/requestComputerPartition", form).status()).isEqualTo(200);
      var other = Value.Dict.builder().put("master_url", "http://127.0.0.1:5001/").build();
      var forOther = new LinkedHashMap<>(form);
      forOther.put("partition_reference", "b");
      forOther.put("filter_xml", Marshal.write(other));
      assertThat(RawHttp.post(master.url(), "/requestComputerPartition", forOther).status()).isEqualTo(404);
    }
  }
}
