package org.slapos.slap.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.ProxyRules;
import org.slapos.slap.http.SocketTransport;
import org.slapos.slap.http.Tls;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Against a server that answers what slapproxy answered, the library sends what the reference's client sent. */
class RecordedCallsTest {
  /** What a Java library does not do: None where a text is due, numbers as published values, calls for no partition. */
  private static final Set<String> DIFFERENT = Set.of(
      "OpenOrder.request(sr=None)",
      "ComputerPartition.setConnectionDict({'k': 1, 'z': None, 'u': 'é'}, 'slave1')",
      "OpenOrder.request answered 408",
      "not-ready partition: setConnectionDict",
      "not-ready partition: getFullHostingIpAddressList",
      "Computer.getComputerPartitionList() when getFullComputerInformation answers 404");

  private static HttpServer server;
  private static volatile RecordedCall expected;
  private static volatile String received;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", RecordedCallsTest::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received = line(
        exchange.getRequestMethod(), exchange.getRequestURI().toString(),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")), body);
    var bytes = expected.answer().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(expected.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String line(String method, String target, Optional<String> authorization, String body) {
    return method + " " + target + " as " + authorization.orElse("nobody") + ":\n" + body;
  }

  static List<RecordedCall> calls() {
    return Stream.concat(RecordedCall.all().stream(), RecordedCall.ofLibrary().stream())
        .filter(call -> !DIFFERENT.contains(call.step()))
        .filter(call -> !call.name().equals("getHateoasUrl"))
        // Published by a program that passed numbers; the library publishes texts.
        .filter(call -> !call.step().equals("child publishes connection parameters"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void the_library_sends_the_same_and_understands_the_answer(RecordedCall call) {
    expected = call;
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    var transport = new SocketTransport(
        Duration.ofSeconds(20), new Tls(Optional.empty(), Optional.empty()), ProxyRules.none());
    var calls = new LibraryCalls(
        new ClassicSlap(transport, url, Optional.empty(), Map.of()), new MasterCalls(transport, HttpUrl.parse(url)));

    switch (call.status()) {
      case 404 -> assertThatThrownBy(() -> calls.perform(call)).isInstanceOf(NotFoundException.class);
      case 500 -> assertThatThrownBy(() -> calls.perform(call)).isInstanceOf(ServerErrorException.class);
      default -> assertUnderstood(calls.perform(call), call);
    }

    // The server has but one answer: what it got for the older name of the call is the recorded one, if that was it.
    var sent = call.name().equals("getComputerInformation")
        ? received.replace("getFullComputerInformation", "getComputerInformation")
        : received;
    assertThat(sent).isEqualTo(line(call.method(), call.target(), call.authorization(), call.body()));
  }

  private static void assertUnderstood(Object result, RecordedCall call) {
    if (result instanceof ComputerPartition partition) {
      var answer = WireObjects.attributes(Marshal.read(call.answer()));
      assertThat(partition.id()).isEqualTo(answer.text("slap_computer_partition_id").orElseThrow());
      assertThat(partition.computerId()).isEqualTo(answer.text("slap_computer_id").orElseThrow());
      assertThat(partition.instanceParameters()).isEqualTo(answer.get("_parameter_dict").orElseThrow());
      assertThat(Value.Dict.ofTexts(partition.connectionParameters()))
          .isEqualTo(answer.get("_connection_dict").orElseThrow());
    } else {
      assertThat(result).isNotNull();
    }
  }
}
