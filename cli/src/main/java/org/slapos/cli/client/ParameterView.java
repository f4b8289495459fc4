package org.slapos.cli.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slapos.cli.schema.Serialisation;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Parameters as people look at them: the JSON text of a lone {@code _} is decoded. */
final class ParameterView {
  private static final String SERIALISED = "_";

  private ParameterView() {}

  /**
   * Connection parameters; those of a release with JSON parameters are the decoded document itself.
   *
   * @param serialisation of the release; asked only if it matters
   */
  static Value connection(Map<String, String> parameters, Supplier<Serialisation> serialisation) {
    if (!parameters.containsKey(SERIALISED) || serialisation.get() == Serialisation.XML) {
      return Value.Dict.ofTexts(parameters);
    }
    return decoded(parameters.get(SERIALISED)).orElseGet(() -> Value.Dict.ofTexts(parameters));
  }

  /** Instance parameters; a decoded document stays under its {@code _}. */
  static Value.Dict instance(Map<String, Optional<String>> parameters) {
    var view = new LinkedHashMap<Value, Value>();
    parameters.forEach((key, text) -> view.put(new Value.Text(key), value(text)));
    if (parameters.size() == 1 && parameters.containsKey(SERIALISED)) {
      decoded(parameters.get(SERIALISED).orElse(null)).ifPresent(value -> view.put(new Value.Text(SERIALISED), value));
    }
    return new Value.Dict(view);
  }

  private static Value value(Optional<String> text) {
    return text.<Value>map(Value.Text::new).orElse(Value.None.NONE);
  }

  private static Optional<Value> decoded(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonText.read(json));
    } catch (MalformedDocumentException notJson) {
      // Then it is a plain text that happens to be called "_"; it is shown as it is.
      return Optional.empty();
    }
  }
}
