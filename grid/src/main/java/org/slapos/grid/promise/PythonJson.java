package org.slapos.grid.promise;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** JSON as Python's default writer lays it out: one line, a blank after separators, nothing but ASCII. */
final class PythonJson {
  private PythonJson() {}

  /** The members of an object; empty for anything else. An absent value ({@code null}) is left out. */
  static Optional<Map<String, Object>> readObject(String text) {
    var json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
    try {
      return json.peek() == JsonToken.BEGIN_OBJECT ? Optional.of(object(json)) : Optional.empty();
    } catch (IOException | NumberFormatException notJson) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> object(JsonReader json) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (json.peek() == JsonToken.NULL) {
        json.nextNull();
      } else {
        members.put(name, value(json));
      }
    }
    json.endObject();
    return members;
  }

  private static Object value(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case BEGIN_OBJECT -> object(json);
      case BEGIN_ARRAY -> array(json);
      case BOOLEAN -> json.nextBoolean();
      case NUMBER -> number(json.nextString());
      default -> json.nextString();
    };
  }

  private static Number number(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c != '-' && (c < '0' || c > '9')) {
        return Double.valueOf(literal);
      }
    }
    return Long.valueOf(literal);
  }

  private static List<Object> array(JsonReader json) throws IOException {
    var items = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      items.add(value(json));
    }
    json.endArray();
    return items;
  }

  static String write(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.entrySet().stream()
          .map(entry -> text(String.valueOf(entry.getKey())) + ": " + write(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list -> list.stream().map(PythonJson::write).collect(Collectors.joining(", ", "[", "]"));
      case Optional<?> optional -> optional.isPresent() ? write(optional.get()) : "null";
      case String text -> text(text);
      case Boolean flag -> flag.toString();
      case Double number -> PythonNumber.text(number);
      case Number number -> number.toString();
      default -> throw new IllegalArgumentException("Not a JSON value: " + value.getClass());
    };
  }

  private static String text(String text) {
    var escaped = new StringBuilder("\"");
    text.chars().forEach(c -> {
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case '\b' -> escaped.append("\\b");
        case '\f' -> escaped.append("\\f");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            escaped.append("\\u%04x".formatted(c));
          } else {
            escaped.append((char) c);
          }
        }
      }
    });
    return escaped.append('"').toString();
  }
}
