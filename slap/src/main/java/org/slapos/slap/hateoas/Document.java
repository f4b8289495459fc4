package org.slapos.slap.hateoas;

import java.util.List;
import java.util.Optional;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** A JSON document of the API, and where things are in it. */
record Document(Value.Dict content) {
  /** Deep look; every step must be an object. Null is absent. */
  Optional<Value> at(String... path) {
    Optional<Value> value = Optional.of(content);
    for (var step : path) {
      value = value.flatMap(parent -> parent instanceof Value.Dict dict ? dict.get(step) : Optional.empty());
    }
    return value.filter(found -> !(found instanceof Value.None));
  }

  /** The text there. */
  String text(String... path) {
    return optionalText(path)
        .orElseThrow(() -> new MalformedDocumentException("it has no text at " + String.join(".", path)));
  }

  Optional<String> optionalText(String... path) {
    return at(path).flatMap(value -> value instanceof Value.Text(var text) ? Optional.of(text) : Optional.empty());
  }

  /** The rows that a search found. */
  List<Document> rows() {
    if (at("_embedded", "contents").orElse(Value.None.NONE) instanceof Value.ListValue(var rows)) {
      return rows.stream().map(Document::of).toList();
    }
    throw new MalformedDocumentException("it has no list at _embedded.contents");
  }

  /** The value of a form field {@code my_X} or {@code your_X}. */
  Optional<Value> field(String name) {
    return at("_embedded", "_view", "my_" + name, "default")
        .or(() -> at("_embedded", "_view", "your_" + name, "default"));
  }

  Optional<String> textField(String name) {
    return field(name).flatMap(value -> value instanceof Value.Text(var text) ? Optional.of(text) : Optional.empty());
  }

  static Document of(Value value) {
    if (value instanceof Value.Dict dict) {
      return new Document(dict);
    }
    throw new MalformedDocumentException("it is no JSON object");
  }
}
