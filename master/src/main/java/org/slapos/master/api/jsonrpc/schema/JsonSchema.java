package org.slapos.master.api.jsonrpc.schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slapos.slap.wire.Value;

/** Writes shapes as JSON Schema (draft 2020-12, as in OpenAPI 3.1); collects the named objects it meets. */
public final class JsonSchema {
  private final Map<String, Value> named = new TreeMap<>();

  /** The schema; a named object is a reference to {@code #/components/schemas}. */
  public Value of(Shape shape) {
    return switch (shape) {
      case Shape.Anything.ANYTHING -> Value.Dict.EMPTY;
      case Shape.Flag.FLAG -> type("boolean").build();
      case Shape.Whole.WHOLE -> type("integer").build();
      case Shape.Numeric.NUMERIC -> type("number").build();
      case Shape.Text text -> text(text);
      case Shape.Word(var words) -> type("string").put("enum", texts(words)).build();
      case Shape.Items(var item) -> type("array").put("items", of(item)).build();
      case Shape.OrNull(var inner) ->
          Value.Dict.builder()
              .put("anyOf", new Value.ListValue(List.of(of(inner), type("null").build())))
              .build();
      case Shape.Members members -> members.name().map(name -> reference(name, members)).orElseGet(() -> object(members));
    };
  }

  /** The named objects met so far, by name. */
  public Value.Dict namedObjects() {
    var schemas = Value.Dict.builder();
    named.forEach(schemas::put);
    return schemas.build();
  }

  private Value reference(String name, Shape.Members members) {
    if (!named.containsKey(name)) {
      named.put(name, object(members));
    }
    return Value.Dict.builder().put("$ref", "#/components/schemas/" + name).build();
  }

  private Value object(Shape.Members shape) {
    var properties = Value.Dict.builder();
    shape.members().forEach((name, member) -> properties.put(name, described(member)));
    var required =
        shape.members().entrySet().stream()
            .filter(entry -> entry.getValue().required())
            .map(Map.Entry::getKey)
            .toList();
    var schema = type("object").put("properties", properties.build());
    if (!required.isEmpty()) {
      schema.put("required", texts(required));
    }
    return schema
        .put("additionalProperties", shape.others().map(this::of).orElse(new Value.Bool(false)))
        .build();
  }

  private Value described(Member member) {
    var schema = Value.Dict.builder().put("description", member.meaning());
    if (of(member.shape()) instanceof Value.Dict(var entries)) {
      entries.forEach((key, value) -> schema.put(((Value.Text) key).value(), value));
    }
    member.assumed().ifPresent(value -> schema.put("default", value));
    return schema.build();
  }

  private static Value text(Shape.Text shape) {
    var schema = type("string");
    if (shape.shortest() > 0) {
      schema.put("minLength", Value.ofInt(shape.shortest()));
    }
    shape.longest().ifPresent(longest -> schema.put("maxLength", Value.ofInt(longest)));
    if (shape.kind() == Shape.TextKind.NAME) {
      schema.put("pattern", TextCharacters.NAME_PATTERN);
    }
    return schema.build();
  }

  private static Value.Dict.Builder type(String name) {
    return Value.Dict.builder().put("type", name);
  }

  private static Value texts(List<String> texts) {
    return new Value.ListValue(texts.stream().<Value>map(Value.Text::new).toList());
  }
}
