package org.slapos.master.api.jsonrpc.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slapos.slap.wire.PythonText;
import org.slapos.slap.wire.Value;

/** Holds a value against a shape; stops at the first violation. */
public final class ShapeCheck {
  /** Longer values are cut in reasons: whoever sent them knows them. */
  private static final int LONGEST_SHOWN = 400;

  private ShapeCheck() {}

  /** Where the document is not as it must be; empty if it is. */
  public static Optional<Violation> violation(Shape shape, Value document) {
    return check(shape, document, "");
  }

  private static Optional<Violation> check(Shape shape, Value value, String path) {
    return switch (shape) {
      case Shape.Anything.ANYTHING -> Optional.empty();
      case Shape.Flag.FLAG -> typed(value instanceof Value.Bool, "boolean", value, path);
      case Shape.Whole.WHOLE -> typed(value instanceof Value.Int, "integer", value, path);
      case Shape.Numeric.NUMERIC ->
          typed(value instanceof Value.Int || value instanceof Value.Real, "number", value, path);
      case Shape.Text text -> text(text, value, path);
      case Shape.Word(var words) -> word(words, value, path);
      case Shape.OrNull(var inner) ->
          value instanceof Value.None ? Optional.empty() : check(inner, value, path);
      case Shape.Items(var item) -> items(item, value, path);
      case Shape.Members members -> members(members, value, path);
    };
  }

  private static Optional<Violation> typed(boolean fits, String type, Value value, String path) {
    return fits ? Optional.empty() : wrong(path, shown(value) + " is not of type '" + type + "'");
  }

  private static Optional<Violation> text(Shape.Text shape, Value value, String path) {
    if (!(value instanceof Value.Text(var text))) {
      return typed(false, "string", value, path);
    }
    int length = text.codePointCount(0, text.length());
    if (length < shape.shortest()) {
      return wrong(path, shown(value) + (shape.shortest() == 1 ? " should be non-empty" : " is too short"));
    }
    if (shape.longest().isPresent() && length > shape.longest().get()) {
      return wrong(path, shown(value) + " is too long");
    }
    return TextCharacters.firstWrong(text, shape.kind())
        .flatMap(character -> wrong(path, "the text holds the character " + character + ", which it may not"));
  }

  private static Optional<Violation> word(List<String> words, Value value, String path) {
    if (!(value instanceof Value.Text(var text))) {
      return typed(false, "string", value, path);
    }
    var known = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ", "[", "]"));
    return words.contains(text) ? Optional.empty() : wrong(path, shown(value) + " is not one of " + known);
  }

  private static Optional<Violation> items(Shape shape, Value value, String path) {
    if (!(value instanceof Value.ListValue(var items))) {
      return typed(false, "array", value, path);
    }
    for (int i = 0; i < items.size(); i++) {
      var found = check(shape, items.get(i), path + "[" + i + "]");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Violation> members(Shape.Members shape, Value value, String path) {
    if (!(value instanceof Value.Dict(var entries))) {
      return typed(false, "object", value, path);
    }
    for (var member : shape.members().entrySet()) {
      if (member.getValue().required() && !entries.containsKey(new Value.Text(member.getKey()))) {
        return wrong(join(path, member.getKey()), "'" + member.getKey() + "' is a required property");
      }
    }
    for (Map.Entry<Value, Value> entry : entries.entrySet()) {
      var found = member(shape, entry.getKey(), entry.getValue(), path);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Violation> member(Shape.Members shape, Value key, Value value, String path) {
    var name = key instanceof Value.Text(var text) ? text : shown(key);
    var known = shape.members().get(name);
    if (known != null) {
      return check(known.shape(), value, join(path, name));
    }
    if (shape.others().isPresent()) {
      return check(shape.others().get(), value, join(path, name));
    }
    return wrong(
        join(path, cut(name)), "Additional properties are not allowed (" + shown(key) + " was unexpected)");
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static Optional<Violation> wrong(String path, String reason) {
    return Optional.of(new Violation(path, reason));
  }

  private static String shown(Value value) {
    return cut(PythonText.literal(value));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
