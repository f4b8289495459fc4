package org.slapos.slap.wire;

import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes one document; see {@link Marshal#write}. */
final class MarshalWriter {
  /** The reference compares with a float: 10^24 as a double. From here on an integer is a {@code long}. */
  private static final BigInteger FIRST_LONG = new BigInteger("999999999999999983222784");

  private final StringBuilder out = new StringBuilder();
  private final IdentityHashMap<Value, Integer> ids = new IdentityHashMap<>();
  private int lastId = 1;
  private int depth;

  String document(Value value) {
    out.append("<marshal>");
    write(value);
    return out.append("</marshal>").toString();
  }

  private void write(Value value) {
    if (++depth > Marshal.MAX_DEPTH) {
      throw new MalformedDocumentException("The value is nested more than " + Marshal.MAX_DEPTH + " levels deep");
    }
    switch (value) {
      case Value.None _ -> out.append("<none/>");
      case Value.Bool(var bool) -> element("bool", bool ? "1" : "0");
      case Value.Int(var number) ->
          element(number.abs().compareTo(FIRST_LONG) < 0 ? "int" : "long", number.toString());
      case Value.Real(var number) -> element("float", PythonFloat.format(number));
      case Value.Text(var text) -> text(text);
      case Value.Tuple(var items) -> items("tuple", "", items);
      case Value.ListValue list -> identified(list, id -> items("list", id, list.items()));
      case Value.SetValue set -> identified(set, id -> items("set", id, set.items()));
      case Value.Dict dict -> identified(dict, id -> dictionary(id, dict));
      case Value.Instance object -> identified(object, id -> object(id, object));
    }
    depth--;
  }

  private void element(String name, String content) {
    out.append('<').append(name).append('>').append(content).append("</").append(name).append('>');
  }

  /** Escaped twice: once by the format, once by XML. */
  private void text(String text) {
    out.append("<string>");
    XmlText.appendAsciiContent(out, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    out.append("</string>");
  }

  /** What carries an id is written once; met again, it is a reference. */
  private void identified(Value value, Body body) {
    var known = ids.get(value);
    if (known != null) {
      out.append("<reference id=\"i").append(known).append("\"/>");
      return;
    }
    var id = ++lastId;
    // One empty constant may stand in many places: nobody means them to be one thing.
    if (!isEmpty(value)) {
      ids.put(value, id);
    }
    body.write(" id=\"i" + id + '"');
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.ListValue(var items) -> items.isEmpty();
      case Value.SetValue(var items) -> items.isEmpty();
      case Value.Dict(var entries) -> entries.isEmpty();
      default -> false;
    };
  }

  private void items(String name, String attributes, List<Value> items) {
    out.append('<').append(name).append(attributes);
    if (items.isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    items.forEach(this::write);
    out.append("</").append(name).append('>');
  }

  private void dictionary(String id, Value.Dict dict) {
    var keysAndValues = dict.entries().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(KeyOrder.INSTANCE))
        .<Value>mapMulti((entry, sink) -> {
          sink.accept(entry.getKey());
          sink.accept(entry.getValue());
        })
        .toList();
    items("dictionary", id, keysAndValues);
  }

  private void object(String id, Value.Instance object) {
    out.append("<object").append(id);
    out.append(" module=\"").append(Value.SlapClass.MODULE);
    out.append("\" class=\"").append(object.type().wireName()).append("\">");
    items("tuple", "", object.arguments());
    write(object.attributes().map(Value.class::cast).orElse(Value.None.NONE));
    out.append("</object>");
  }

  /** The rest of an element, given its id as attribute text. */
  private interface Body {
    void write(String id);
  }
}
