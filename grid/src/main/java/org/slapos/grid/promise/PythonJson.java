package org.slapos.grid.promise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as Python's default writer lays it out: one line, a blank after separators, nothing but ASCII. */
final class PythonJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private PythonJson() {}

  /** The members of an object; empty for anything else. An absent value ({@code null}) is left out. */
  static Optional<Map<String, Object>> readObject(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      return Optional.of(object(parser));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> object(JsonParser parser) {
    var members = new LinkedHashMap<String, Object>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (token != JsonToken.VALUE_NULL) {
        members.put(name, value(parser, token));
      }
    }
    return members;
  }

  private static Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> parser.getString();
    };
  }

  private static List<Object> array(JsonParser parser) {
    var items = new ArrayList<>();
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(value(parser, token));
    }
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
