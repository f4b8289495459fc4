package org.slapos.master.api.hateoas;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** JSON as the reference's proxy writes it: compact, keys sorted, ASCII only, one line. */
final class SortedJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private SortedJson() {}

  /** Writes maps, lists, texts, integers, decimals and optionals of them. */
  static String write(Map<String, ?> object) {
    var out = new StringWriter();
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      value(object, generator);
    }
    return out.append('\n').toString();
  }

  private static void value(Object value, JsonGenerator generator) {
    switch (value) {
      case Map<?, ?> map -> object(map, generator);
      case List<?> list -> {
        generator.writeStartArray();
        list.forEach(item -> value(item, generator));
        generator.writeEndArray();
      }
      case Optional<?> optional ->
          optional.ifPresentOrElse(present -> value(present, generator), generator::writeNull);
      case Integer number -> generator.writeNumber(number.intValue());
      case BigDecimal number -> generator.writeNumber(number);
      case String text -> generator.writeString(text);
      default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
    }
  }

  private static void object(Map<?, ?> map, JsonGenerator generator) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
    generator.writeStartObject();
    sorted.forEach(
        (key, item) -> {
          generator.writeName(key);
          value(item, generator);
        });
    generator.writeEndObject();
  }
}
