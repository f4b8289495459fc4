package org.slapos.slap.classic;

import java.util.List;
import java.util.Optional;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Looks into the objects that Masters send; what is of another kind is a {@link MalformedDocumentException}. */
final class WireObjects {
  private WireObjects() {}

  /** The attributes of an object, of any class: Masters use two for one purpose. */
  static Value.Dict attributes(Value value) {
    if (value instanceof Value.Instance(_, _, var attributes)) {
      return attributes.orElse(Value.Dict.EMPTY);
    }
    throw new MalformedDocumentException("an object was expected");
  }

  static List<Value> list(Optional<Value> value) {
    var known = value.orElse(Value.None.NONE);
    if (known instanceof Value.ListValue(var items)) {
      return items;
    }
    if (known instanceof Value.Tuple(var items)) {
      return items;
    }
    if (known instanceof Value.None) {
      return List.of();
    }
    throw new MalformedDocumentException("a list was expected");
  }

  static List<String> texts(Value value) {
    return list(Optional.of(value)).stream().map(WireObjects::text).toList();
  }

  static String text(Value value) {
    if (value instanceof Value.Text(var text)) {
      return text;
    }
    throw new MalformedDocumentException("a text was expected");
  }

  static Value.Dict dict(Value value) {
    if (value instanceof Value.Dict dict) {
      return dict;
    }
    throw new MalformedDocumentException("a dictionary was expected");
  }

  /** A text attribute, or else the constructor argument at that place: attributes win over arguments. */
  static Optional<String> text(Value.Instance object, String attribute, int argument) {
    var value = attributes(object).get(attribute)
        .or(() -> object.arguments().stream().skip(argument).findFirst());
    return value.flatMap(known -> known instanceof Value.Text(var text) ? Optional.of(text) : Optional.empty());
  }
}
