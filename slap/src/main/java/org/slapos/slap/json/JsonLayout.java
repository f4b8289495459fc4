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

  private void value(Value value, int depth) {
    switch (value) {
      case Value.None _ -> out.append("null");
      case Value.Bool(boolean truth) -> out.append(truth);
      case Value.Int(var number) -> out.append(number);
      case Value.Real _ -> out.append(PythonText.literal(value));
      case Value.Text(String text) -> quoted(text);
      case Value.ListValue(var items) -> list(items, depth);
      case Value.Tuple(var items) -> list(items, depth);
      case Value.Dict(var entries) -> object(entries, depth);
      case Value.SetValue _, Value.Instance _ -> throw new IllegalArgumentException("JSON has no " + value.getClass());
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
      members.sort(Map.Entry.comparingByKey(KeyOrder.INSTANCE));
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
    text.chars().forEach(this::character);
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
