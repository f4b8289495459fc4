package org.slapos.slap.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Builds values from Jackson's tokens; its limits on nesting and sizes protect us. */
final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static Value read(String text) {
    return read(() -> FACTORY.createParser(ObjectReadContext.empty(), text));
  }

  static Value read(byte[] text) {
    return read(() -> FACTORY.createParser(ObjectReadContext.empty(), text));
  }

  private static Value read(Supplier<JsonParser> source) {
    try (JsonParser parser = source.get()) {
      var reader = new JsonReader(parser);
      Value value = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw new MalformedDocumentException("more than one JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedDocumentException(
          "not JSON at line %d, column %d: %s"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), e.getOriginalMessage()),
          e);
    }
  }

  private Value value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Value.Text(parser.getString());
      case VALUE_NUMBER_INT -> new Value.Int(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new Value.Real(parser.getDoubleValue());
      case VALUE_TRUE -> new Value.Bool(true);
      case VALUE_FALSE -> new Value.Bool(false);
      case VALUE_NULL -> Value.None.NONE;
      case null, default -> throw new MalformedDocumentException("not JSON: the text is empty");
    };
  }

  private Value object() {
    var members = new LinkedHashMap<Value, Value>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(new Value.Text(name), value(parser.nextToken()));
    }
    return new Value.Dict(members);
  }

  private Value array() {
    var items = new ArrayList<Value>();
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(value(token));
    }
    return new Value.ListValue(items);
  }
}
