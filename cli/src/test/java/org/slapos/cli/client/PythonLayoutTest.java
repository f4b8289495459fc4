package org.slapos.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

class PythonLayoutTest {
  /** Values and what CPython's pprint made of them. */
  static List<Value> prettyPrinted() throws IOException {
    try (var in = PythonLayoutTest.class.getResourceAsStream("pretty-printed.json")) {
      var cases = (Value.ListValue) JsonText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return cases.items();
    }
  }

  @ParameterizedTest
  @MethodSource("prettyPrinted")
  void values_are_laid_out_as_python_does(Value recorded) {
    var example = (Value.Dict) recorded;
    assertThat(PythonLayout.of(example.get("value").orElseThrow())).isEqualTo(example.text("text").orElseThrow());
  }
}
