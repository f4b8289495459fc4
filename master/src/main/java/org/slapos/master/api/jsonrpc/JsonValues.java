package org.slapos.master.api.jsonrpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** Values that came over another API, as JSON can say them. */
final class JsonValues {
  private JsonValues() {}

  /** Tuples and sets become arrays; what JSON has no word for becomes a text in the reference's notation. */
  static Value plain(Value value) {
    return switch (value) {
      case Value.ListValue(var items) -> new Value.ListValue(items.stream().map(JsonValues::plain).toList());
      case Value.Tuple(var items) -> new Value.ListValue(items.stream().map(JsonValues::plain).toList());
      case Value.SetValue(var items) -> new Value.ListValue(items.stream().map(JsonValues::plain).toList());
      case Value.Dict(var entries) -> {
        var object = Value.Dict.builder();
        entries.forEach((key, item) -> object.put(InstanceXml.notation(key), plain(item)));
        yield object.build();
      }
      case Value.Real(var number) when !Double.isFinite(number) -> new Value.Text(InstanceXml.notation(value));
      case Value.Instance object -> new Value.Text(object.type().wireName());
      case Value.None.NONE -> value;
      case Value.Bool bool -> value;
      case Value.Int number -> value;
      case Value.Real number -> value;
      case Value.Text text -> value;
    };
  }

  /** The texts that instance XML holds; null for empty ones. */
  static Value.Dict texts(Optional<String> instanceXml) {
    var object = Value.Dict.builder();
    instanceXml.map(InstanceXml::read).orElseGet(LinkedHashMap::new)
        .forEach((name, text) -> object.put(name, text.<Value>map(Value.Text::new).orElse(Value.None.NONE)));
    return object.build();
  }

  static Value.ListValue list(Iterable<? extends Value> values) {
    var items = new ArrayList<Value>();
    values.forEach(items::add);
    return new Value.ListValue(items);
  }

  static Value.Dict results(Iterable<? extends Value> values) {
    return Value.Dict.builder().put("result_list", list(values)).build();
  }
}
