package org.slapos.master.show;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** JSON printed again with an indent of two and sorted keys, in ASCII, as the reference prints it. */
final class PrettyJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private PrettyJson() {}

  /** Empty for a text that is not JSON. */
  static Optional<String> of(String text) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      var first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      var value = read(first, parser);
      return parser.nextToken() == null ? Optional.of(write(value, "")) : Optional.empty();
    } catch (JacksonException e) {
      // Not JSON: the caller shows the text as it is.
      return Optional.empty();
    }
  }

  /** A scalar, as it is written. */
  private record Scalar(String text) {}

  /** Without an exponent where the reference would print none. */
  private static String decimal(double value, String written) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      return written;
    }
    var plain = new BigDecimal(Double.toString(value)).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static Object read(JsonToken token, JsonParser parser) {
    return switch (token) {
      case START_OBJECT -> {
        var object = new TreeMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          object.put(name, read(parser.nextToken(), parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = new ArrayList<Object>();
        for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
          array.add(read(next, parser));
        }
        yield array;
      }
      case VALUE_STRING -> new Scalar(quote(parser.getString()));
      case VALUE_NUMBER_FLOAT -> new Scalar(decimal(parser.getDoubleValue(), parser.getString()));
      default -> new Scalar(parser.getString());
    };
  }

  private static String write(Object value, String indent) {
    var deeper = indent + "  ";
    return switch (value) {
      case Scalar(var text) -> text;
      case Map<?, ?> object when object.isEmpty() -> "{}";
      case Map<?, ?> object ->
          object.entrySet().stream()
              .map(entry -> deeper + quote(String.valueOf(entry.getKey())) + ": " + write(entry.getValue(), deeper))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case List<?> array when array.isEmpty() -> "[]";
      case List<?> array ->
          array.stream()
              .map(item -> deeper + write(item, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      default -> throw new IllegalStateException("Not from JSON: " + value);
    };
  }

  private static String quote(String text) {
    var quoted = new StringBuilder("\"");
    for (char c : new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)).toCharArray()) {
      if (c < 0x7f) {
        quoted.append(c);
      } else {
        quoted.append("\\u%04x".formatted((int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
