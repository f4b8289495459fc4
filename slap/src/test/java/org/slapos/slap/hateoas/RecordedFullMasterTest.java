package org.slapos.slap.hateoas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.http.FakeTransport;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** Of a full Master the navigator asks what the commands of 1.26.1 asked, and understands the answers. */
class RecordedFullMasterTest {
  /** One command with what it asked below {@code /hateoas}. */
  record Step(String name, List<Asked> asked) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A request and its answer. */
  record Asked(String target, int status, String answer) {}

  static Stream<Step> steps() {
    Map<String, List<Asked>> steps = new LinkedHashMap<>();
    for (var item : ((Value.ListValue) recording()).items()) {
      var exchange = (Value.Dict) item;
      var request = (Value.Dict) exchange.get("request").orElseThrow();
      var answer = (Value.Dict) exchange.get("response").orElseThrow();
      var query = request.text("query_string").orElse("");
      var target = request.text("path").orElseThrow() + (query.isEmpty() ? "" : "?" + query);
      if (target.startsWith("/hateoas")) {
        steps.computeIfAbsent(exchange.text("step").orElseThrow(), _ -> new ArrayList<>())
            .add(new Asked(
                target,
                ((Value.Int) answer.get("status").orElseThrow()).value().intValueExact(),
                answer.text("body").orElseThrow()));
      }
    }
    return steps.entrySet().stream().map(step -> new Step(step.getKey(), step.getValue()));
  }

  private static Value recording() {
    try (var in = RecordedFullMasterTest.class.getResourceAsStream("20-full-master-emulated.client-1.26.1.json.gz")) {
      return JsonText.read(new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void asks_the_same_and_understands_the_answers(Step step) {
    var master = new FakeTransport();
    step.asked().forEach(asked -> master.answering(asked.target(), asked.status(), asked.answer()));
    var navigator =
        new Navigator(master, HttpUrl.parse("http://127.0.0.1:5000" + step.asked().getFirst().target()));

    var words = step.name().replaceFirst(" \\(.*", "").replace("--news ", "").split(" ", -1);
    switch (words[1] + " " + words[2]) {
      case "service list" -> assertThat(navigator.instanceTrees()).containsKeys("web-shop", "json-one");
      case "computer list" -> assertThat(navigator.computers()).containsKey("COMP-1234");
      case "service info" -> service(navigator, words[3]);
      case "computer info" -> computer(navigator, words[3]);
      case "computer token" -> token(navigator, step);
      default -> throw new AssertionError(step.name());
    }

    var asked = step.asked().stream().map(each -> "GET " + each.target());
    assertThat(master.sent()).isEqualTo(Stream.concat(asked, beyond(step)).toList());
  }

  private static void service(Navigator navigator, String title) {
    if (title.equals("nobody")) {
      assertThatThrownBy(() -> navigator.instanceTree(title)).isInstanceOf(NotFoundException.class);
    } else {
      var tree = navigator.instanceTree(title);
      assertThat(tree.title()).isEqualTo(title);
      assertThat(tree.requestedState()).isPresent();
    }
  }

  private static void computer(Navigator navigator, String reference) {
    if (reference.equals("COMP-9")) {
      assertThatThrownBy(() -> navigator.computer(reference)).isInstanceOf(NotFoundException.class);
    } else {
      assertThat(navigator.computer(reference).reference()).isEqualTo(reference);
    }
  }

  /** The command of the reference ends with an error when the root names another address as its own. */
  private static Stream<String> beyond(Step step) {
    return namesAnother(step) ? Stream.of("GET /hateoas/computer_module/Base_getComputerToken") : Stream.empty();
  }

  private static boolean namesAnother(Step step) {
    return step.name().contains("not a prefix");
  }

  private static void token(Navigator navigator, Step step) {
    if (namesAnother(step)) {
      assertThatThrownBy(navigator::computerToken).isInstanceOf(NotFoundException.class);
    } else {
      assertThat(navigator.computerToken()).isNotEmpty();
    }
  }
}
