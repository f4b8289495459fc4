package org.slapos.cli.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slapos.cli.help.Suggestion;
import org.slapos.cli.parameters.ParameterDocument;
import org.slapos.cli.parameters.ParameterFileException;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** One mapping of the file; what does not belong there is refused with its place. */
record FileSection(ParameterDocument document, Value.Dict content, List<Object> path) {

  /** The mapping at that path. */
  static FileSection of(ParameterDocument document, Value value, List<Object> path, Set<String> known) {
    if (!(value instanceof Value.Dict content)) {
      throw refuse(document, path, "a mapping is needed here");
    }
    for (Value name : content.entries().keySet()) {
      if (name instanceof Value.Text(String text) && !known.contains(text)) {
        String hint = Suggestion.nearest(text, known).map(near -> "; did you mean '" + near + "'?").orElse("");
        throw refuse(document, below(path, text), "unknown key '" + text + "'" + hint);
      }
    }
    return new FileSection(document, content, path);
  }

  String required(String key) {
    return text(key).orElseThrow(() -> refuse(document, path, "'" + key + "' is missing"));
  }

  Optional<String> text(String key) {
    return content.get(key).map(value -> switch (value) {
      case Value.Text(String text) -> text;
      case Value.Int _, Value.Real _, Value.Bool _ -> InstanceXml.notation(value);
      default -> throw refuse(document, below(path, key), "'" + key + "' is a text");
    });
  }

  /** One of several words. */
  Optional<String> word(String key, Set<String> words) {
    return text(key).map(text -> {
      if (!words.contains(text)) {
        throw refuse(document, below(path, key), "'%s' is one of %s, not '%s'".formatted(key, words, text));
      }
      return text;
    });
  }

  boolean flag(String key) {
    return content.get(key).map(value -> switch (value) {
      case Value.Bool(boolean truth) -> truth;
      default -> throw refuse(document, below(path, key), "'" + key + "' is true or false");
    }).orElse(false);
  }

  Value.Dict mapping(String key) {
    return content.get(key).map(value -> switch (value) {
      case Value.Dict dict -> dict;
      case Value.None _ -> Value.Dict.EMPTY;
      default -> throw refuse(document, below(path, key), "'" + key + "' is a mapping");
    }).orElse(Value.Dict.EMPTY);
  }

  Map<String, String> texts(String key) {
    var texts = new LinkedHashMap<String, String>();
    mapping(key).entries().forEach((name, value) -> {
      if (name instanceof Value.Text(String text)) {
        texts.put(text, value instanceof Value.Text(String plain) ? plain : InstanceXml.notation(value));
      }
    });
    return texts;
  }

  List<Value> list(String key) {
    return content.get(key).map(value -> switch (value) {
      case Value.ListValue(var items) -> items;
      case Value.None _ -> List.<Value>of();
      default -> throw refuse(document, below(path, key), "'" + key + "' is a list");
    }).orElse(List.of());
  }

  List<Object> pathOf(String key) {
    return below(path, key);
  }

  static List<Object> below(List<Object> path, Object step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  static ParameterFileException refuse(ParameterDocument document, List<Object> path, String why) {
    return new ParameterFileException(document.place(path).orElse(document.name()) + ": " + why);
  }
}
