package org.slapos.slap.wire;

import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;

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
    element(value);
    depth--;
  }

  /** Not a switch over types: its first use in a process would cost short commands some milliseconds. */
  @SuppressWarnings("IfChainToSwitch")
  private void element(Value value) {
    if (value instanceof Value.Text text) {
      text(text.value());
    } else if (value instanceof Value.Dict dict) {
      identified(dict, id -> dictionary(id, dict));
    } else if (value instanceof Value.None) {
      out.append("<none/>");
    } else if (value instanceof Value.Bool bool) {
      element("bool", bool.value() ? "1" : "0");
    } else if (value instanceof Value.Int number) {
      element(number.value().abs().compareTo(FIRST_LONG) < 0 ? "int" : "long", number.value().toString());
    } else if (value instanceof Value.Real number) {
      element("float", PythonFloat.format(number.value()));
    } else if (value instanceof Value.Tuple tuple) {
      items("tuple", "", tuple.items());
    } else if (value instanceof Value.ListValue list) {
      identified(list, id -> items("list", id, list.items()));
    } else if (value instanceof Value.SetValue set) {
      identified(set, id -> items("set", id, set.items()));
    } else if (value instanceof Value.Instance object) {
      identified(object, id -> object(id, object));
    }
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
    return (value instanceof Value.ListValue list && list.items().isEmpty())
        || (value instanceof Value.SetValue set && set.items().isEmpty())
        || (value instanceof Value.Dict dict && dict.entries().isEmpty());
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
        .sorted(KeyOrder.ENTRIES)
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
