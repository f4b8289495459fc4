package org.slapos.master.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.RawHttp;

/** What the reference's servers answered to real clients, this Master answers too, but for the listed differences. */
class RecordedExchangesTest {
  private static final List<String> SCENARIOS =
      List.of(
          "01-format-empty-node", "02-software-lifecycle", "03-instance-lifecycle", "04-instance-tree", "05-slaves",
          "06-bang", "07-rename", "08-error-reports", "09-bad-inputs", "10-allocation", "12-cli-hateoas-on-proxy",
          "13-other-calls");
  private static final List<String> PAIRS =
      List.of("server-1.26.1.client-1.26.1", "server-1.26.1.client-1.6.10", "server-1.6.10.client-1.6.10");

  @TempDir Path folder;

  static Stream<String> recordings() {
    // Clients that go step by step through the HATEOAS of 1.6.10 go other steps here; HateoasTest walks with them.
    return Stream.concat(
        SCENARIOS.stream()
            .flatMap(scenario -> PAIRS.stream().map(pair -> scenario + "." + pair))
            .filter(recording -> !recording.startsWith("12-cli-hateoas-on-proxy.server-1.6.10")),
        // Nothing before 1.20.0 speaks it.
        Stream.of("14-json-rpc.server-1.26.1.client-1.26.1"));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void answers_as_recorded_but_for_the_accepted_differences(String recording) {
    Map<String, String> differences = new LinkedHashMap<>();
    var everywhere = AcceptedDifferences.of("*");
    try (var master = Master.start(settings())) {
      for (var exchange : Exchange.load(recording)) {
        var answer =
            RawHttp.send(master.url(), exchange.method(), exchange.target(), exchange.headers(), exchange.body());
        var comparable =
            recording.contains("server-1.6.10") ? Likeness.withoutAdditionsSince1610(answer) : answer;
        Likeness.difference(exchange, comparable)
            .filter(text -> !everywhere.containsKey(exchange.call()))
            .ifPresent(text -> differences.put(exchange.index() + " " + exchange.step(), text));
      }
    }
    var accepted = AcceptedDifferences.of(recording);
    assertThat(differences.keySet())
        .as("%s: %s", recording, String.join("\n", differences.entrySet().stream()
            .filter(entry -> !accepted.containsKey(entry.getKey())).map(Object::toString).toList()))
        .containsExactlyElementsOf(accepted.keySet());
  }

  private MasterSettings settings() {
    return new MasterSettings(
        folder.resolve("proxy.db"),
        MasterSettings.LOOPBACK,
        0,
        "COMP-0",
        Map.of("demo", "http://sr.example/demo/software.cfg", "other", "http://sr.example/other/software.cfg"));
  }
}
