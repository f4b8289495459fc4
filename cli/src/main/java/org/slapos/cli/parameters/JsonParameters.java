package org.slapos.cli.parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slapos.slap.wire.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON with the position of every value. */
final class JsonParameters {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;
  private final Map<List<Object>, Position> positions;

  private JsonParameters(JsonParser parser, Map<List<Object>, Position> positions) {
    this.parser = parser;
    this.positions = positions;
  }

  static Value read(String name, String text, Map<List<Object>, Position> positions) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      var reader = new JsonParameters(parser, positions);
      Value value = reader.value(parser.nextToken(), List.of());
      if (parser.nextToken() != null) {
        throw new ParameterFileException(name + ":" + at(parser.currentTokenLocation()) + ": more than one JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new ParameterFileException(
          name + ":" + at(e.getLocation()) + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String at(TokenStreamLocation location) {
    return location.getLineNr() + ":" + location.getColumnNr();
  }

  private Value value(JsonToken token, List<Object> path) {
    TokenStreamLocation place = parser.currentTokenLocation();
    positions.put(path, new Position(place.getLineNr(), place.getColumnNr()));
    return switch (token) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> new Value.Text(parser.getString());
      case VALUE_NUMBER_INT -> new Value.Int(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new Value.Real(parser.getDoubleValue());
      case VALUE_TRUE -> new Value.Bool(true);
      case VALUE_FALSE -> new Value.Bool(false);
      case null, default -> Value.None.NONE;
    };
  }

  private Value object(List<Object> path) {
    var members = new LinkedHashMap<Value, Value>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = Objects.requireNonNull(parser.currentName());
      members.put(new Value.Text(name), value(parser.nextToken(), below(path, name)));
    }
    return new Value.Dict(members);
  }

  private Value array(List<Object> path) {
    var items = new ArrayList<Value>();
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(value(token, below(path, items.size())));
    }
    return new Value.ListValue(items);
  }

  static List<Object> below(List<Object> path, Object step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }
}
