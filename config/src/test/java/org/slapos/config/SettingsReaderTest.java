package org.slapos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final Origin WHOLE = new Origin.File(Path.of("/s.cfg"));

  @Test
  void values_are_converted() {
    SettingsReader reader = reader(Map.of(
        "path", "~/x", "number", "12", "ratio", "0.5", "yes", "True", "list", "\na\n  b\n", "words", "a, b c", "blank", " "));
    assertThat(reader.path("path")).contains(Path.of("/home/u/x"));
    assertThat(reader.integer("number")).hasValue(12);
    assertThat(reader.decimal("ratio")).contains(0.5);
    assertThat(reader.truth("yes", false)).isTrue();
    assertThat(reader.truth("absent", true)).isTrue();
    assertThat(reader.lines("list")).containsExactly("a", "b");
    assertThat(reader.words("words")).containsExactly("a", "b", "c");
    assertThat(reader.text("blank")).isEmpty();
    reader.finish();
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    SettingsReader reader = reader(Map.of("number", "many", "yes", "no", "blank", ""));
    reader.integer("number");
    reader.truth("yes", false);
    reader.requiredText("blank");
    reader.requiredPath("absent");
    assertThatThrownBy(reader::finish)
        .hasMessage(
            """
            /s.cfg:7: 'number' must be a whole number, not 'many'
            /s.cfg:7: 'yes' must be true or false, not 'no'
            /s.cfg:7: 'blank' is empty in section [slapos]
            /s.cfg: 'absent' is missing in section [slapos]""");
  }

  @Test
  void the_upper_layer_wins_and_keeps_its_origin() {
    Settings merged = settings(Map.of("a", "1", "b", "2"))
        .under(Settings.empty(WHOLE).with("a", new Setting("3", new Origin.Option("--a"))));
    assertThat(merged.get("a")).contains(new Setting("3", new Origin.Option("--a")));
    assertThat(merged.get("b").orElseThrow().value()).isEqualTo("2");
  }

  private static SettingsReader reader(Map<String, String> values) {
    return new SettingsReader(settings(values), "slapos", Path.of("/home/u"));
  }

  private static Settings settings(Map<String, String> values) {
    var settings = new LinkedHashMap<String, Setting>();
    values.forEach((key, value) -> settings.put(key, new Setting(value, new Origin.Line(Path.of("/s.cfg"), 7))));
    return new Settings(WHOLE, settings);
  }
}
