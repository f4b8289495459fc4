package org.slapos.slap.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slapos.slap.wire.KeyOrder;
import org.slapos.slap.wire.PythonText;
import org.slapos.slap.wire.Value;

/** Writes one document, in one line or with line breaks and indentation. */
final class JsonLayout {
  private final OptionalInt indent;
  private final boolean sorted;
  private final StringBuilder out = new StringBuilder();

  JsonLayout(OptionalInt indent, boolean sorted) {
    this.indent = indent;
    this.sorted = sorted;
  }

  String write(Value value) {
    value(value, 0);
    return out.toString();
  }

  /** Not a switch over types: its first use in a process would cost short commands some milliseconds. */
  @SuppressWarnings("IfChainToSwitch")
  private void value(Value value, int depth) {
    if (value instanceof Value.Text text) {
      quoted(text.value());
    } else if (value instanceof Value.Dict dict) {
      object(dict.entries(), depth);
    } else if (value instanceof Value.ListValue list) {
      list(list.items(), depth);
    } else if (value instanceof Value.Tuple tuple) {
      list(tuple.items(), depth);
    } else if (value instanceof Value.None) {
      out.append("null");
    } else if (value instanceof Value.Bool bool) {
      out.append(bool.value());
    } else if (value instanceof Value.Int number) {
      out.append(number.value());
    } else if (value instanceof Value.Real) {
      out.append(PythonText.literal(value));
    } else {
      throw new IllegalArgumentException("JSON has no " + value.getClass());
    }
  }

  private void list(List<Value> items, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      newLine(i > 0, depth + 1);
      value(items.get(i), depth + 1);
    }
    newLine(false, depth);
    out.append(']');
  }

  private void object(Map<Value, Value> entries, int depth) {
    if (entries.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    boolean first = true;
    for (var member : members(entries)) {
      newLine(!first, depth + 1);
      quoted(name(member.getKey()));
      out.append(": ");
      value(member.getValue(), depth + 1);
      first = false;
    }
    newLine(false, depth);
    out.append('}');
  }

  private List<Map.Entry<Value, Value>> members(Map<Value, Value> entries) {
    var members = new ArrayList<>(entries.entrySet());
    if (sorted) {
      members.sort(KeyOrder.ENTRIES);
    }
    return members;
  }

  private static String name(Value key) {
    if (key instanceof Value.Text(String text)) {
      return text;
    }
    throw new IllegalArgumentException("JSON names are texts, not " + key);
  }

  private void newLine(boolean comma, int depth) {
    if (indent.isPresent()) {
      out.append(comma ? ",\n" : "\n").repeat(' ', indent.getAsInt() * depth);
    } else if (comma) {
      out.append(", ");
    }
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (c < ' ' || c > '~') {
          out.append("\\u").append(hexadecimal(c));
        } else {
          out.append((char) c);
        }
      }
    }
  }

  private static String hexadecimal(int c) {
    String digits = Integer.toHexString(c);
    return "0".repeat(4 - digits.length()) + digits;
  }
}
