package org.slapos.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slapos.slap.wire.Value;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Values as YAML 1.2; a class of its own, so that commands load the library only when they print YAML. */
final class YamlText {
  private YamlText() {}

  static String of(Value value) {
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setIndicatorIndent(2)
        .setIndentWithIndicator(true).build();
    return new Dump(settings).dumpToString(plain(value));
  }

  private static @Nullable Object plain(Value value) {
    return switch (value) {
      case Value.None _ -> null;
      case Value.Bool(boolean truth) -> truth;
      case Value.Int(var number) -> number;
      case Value.Real(double number) -> number;
      case Value.Text(String text) -> text;
      case Value.ListValue(var items) -> list(items);
      case Value.Tuple(var items) -> list(items);
      case Value.Dict(var entries) -> map(entries);
      case Value.SetValue _, Value.Instance _ -> throw new IllegalArgumentException("YAML has no " + value.getClass());
    };
  }

  private static List<@Nullable Object> list(List<Value> items) {
    var list = new ArrayList<@Nullable Object>();
    items.forEach(item -> list.add(plain(item)));
    return list;
  }

  private static Map<@Nullable Object, @Nullable Object> map(Map<Value, Value> entries) {
    var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
    entries.forEach((key, value) -> map.put(plain(key), plain(value)));
    return map;
  }
}
