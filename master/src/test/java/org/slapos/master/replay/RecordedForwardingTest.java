package org.slapos.master.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.master.Master;
import org.slapos.master.MasterServices;
import org.slapos.master.MasterSettings;
import org.slapos.master.RawHttp;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.multimaster.ExternalMaster;

/**
 * Two Masters, of which the first forwards to the second, do and answer what two of the reference's did. Its probes
 * ({@code getHateoasUrl}, {@code getRunId}, {@code registerComputerPartition}) are not made.
 */
class RecordedForwardingTest {
  private static final String FORWARDED = "http://sr.example/forwarded/software.cfg";
  private static final String FORWARDED_TWO = "http://sr.example/forwarded-two/software.cfg";
  private static final String AS_PARTITION = "http://sr.example/as-partition/software.cfg";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {
    "server-1.26.1.client-1.26.1", "server-1.26.1.client-1.6.10", "server-1.6.10.client-1.6.10"})
  void both_sides_are_as_recorded(String pair) throws Exception {
    var outside = Exchange.load("11-multimaster-external-side." + pair);
    Map<String, String> differences = new LinkedHashMap<>();
    try (var external = Master.start(MasterSettings.local(folder.resolve("external.db"), 0, "COMP-X"));
        var relay = new RelayedMaster(external.url());
        var master = Master.start(settings(relay.port()))) {
      var steps = Exchange.load("11-multimaster-client-side." + pair);
      var step = "";
      for (var exchange : steps) {
        if (!exchange.step().equals(step)) {
          step = exchange.step();
          drive(outside, step, relay.port());
        }
        compare(exchange, send(exchange, master, relay.port()), pair, relay.port())
            .filter(text -> !AcceptedDifferences.of("*").containsKey(exchange.call()))
            .ifPresent(text -> differences.put("client " + exchange.index() + " " + exchange.step(), text));
      }
      differences.putAll(external(outside, relay, pair));
    }
    var accepted = AcceptedDifferences.of("11-multimaster." + pair);
    assertThat(differences.keySet())
        .as("%s", differences.entrySet().stream().filter(entry -> !accepted.containsKey(entry.getKey()))
            .map(Object::toString).collect(Collectors.joining("\n")))
        .containsExactlyElementsOf(accepted.keySet());
  }

  /** What the driver of the recording did on the second Master itself, before or during that step. */
  private static void drive(List<Exchange> outside, String step, int port) {
    for (var exchange : outside) {
      var ofDriver = exchange.target().startsWith("/loadComputerConfigurationFromXML")
          || exchange.target().startsWith("/setComputerPartitionConnectionXml");
      var now = exchange.step().equals(step)
          || (step.startsWith("preamble") && exchange.step().startsWith("format the external"));
      if (ofDriver && now) {
        RawHttp.send(
            URI.create("http://127.0.0.1:" + port), exchange.method(), exchange.target(), exchange.headers(),
            exchange.body());
      }
    }
  }

  private static RawHttp.Answer send(Exchange exchange, Master master, int port) {
    var body = exchange.body().replace("%3A6000", "%3A" + port);
    return RawHttp.send(master.url(), exchange.method(), exchange.target(), exchange.headers(), body);
  }

  private static Optional<String> compare(Exchange exchange, RawHttp.Answer answer, String pair, int port) {
    var neutral = new RawHttp.Answer(answer.status(), answer.headers(), answer.body().replace(":" + port, ":6000"));
    return Likeness.difference(
        exchange, pair.startsWith("server-1.6.10") ? Likeness.withoutAdditionsSince1610(neutral) : neutral);
  }

  /** The requests that reached the second Master, and its answers, beside the recorded ones. */
  private static Map<String, String> external(List<Exchange> outside, RelayedMaster relay, String pair) {
    var recorded = outside.stream().filter(exchange -> exchange.method().equals("POST")).toList();
    var said = relay.said();
    Map<String, String> differences = new LinkedHashMap<>();
    assertThat(said).hasSameSizeAs(recorded);
    for (int i = 0; i < said.size(); i++) {
      var expected = recorded.get(i);
      var actual = said.get(i);
      var name = "external " + expected.index() + " " + expected.step();
      if (!form(actual.body().replace("%3A" + relay.port(), "%3A6000")).equals(form(expected.body()))) {
        differences.put(name, "form " + form(actual.body()) + " instead of " + form(expected.body()));
      } else if (!Optional.ofNullable(actual.headers().get("Authorization"))
          .equals(Optional.ofNullable(expected.headers().get("Authorization")))
          && pair.startsWith("server-1.26.1")) {
        differences.put(name, "authorization " + actual.headers());
      } else {
        compare(expected, actual.answer(), pair, relay.port()).ifPresent(text -> differences.put(name, text));
      }
    }
    return differences;
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(
            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (one, two) -> one, TreeMap::new));
  }

  private MasterSettings settings(int port) {
    var plain = new ExternalMaster(
        "http://127.0.0.1:" + port, Set.of(FORWARDED, FORWARDED_TWO), Optional.empty(), Optional.empty(),
        Optional.empty());
    var asPartition = new ExternalMaster(
        "http://localhost:" + port, Set.of(AS_PARTITION), Optional.empty(), Optional.empty(),
        Optional.of(new PartitionId("COMP-X", "xpart0")));
    return MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0")
        .with(new MasterServices(Optional.empty(), Optional.empty(), List.of(plain, asPartition)));
  }
}
