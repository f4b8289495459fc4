package org.slapos.cli.parameters;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Reads parameter files by their ending: {@code .yaml}, {@code .yml}, {@code .xml}, and JSON for all others. */
public final class ParameterFile {
  private ParameterFile() {}

  /** Whether the file holds instance XML, which is sent as it is whatever the serialisation. */
  public static boolean isXml(String name) {
    return lower(name).endsWith(".xml");
  }

  /**
   * Reads the text of a file.
   *
   * @param name of the file, {@code -} for standard input
   * @throws ParameterFileException naming line and column
   */
  public static ParameterDocument read(String name, String text) {
    if (isXml(name)) {
      return new ParameterDocument(name, xml(name, text), Map.of());
    }
    var positions = new HashMap<List<Object>, Position>();
    Value value = lower(name).endsWith(".yaml") || lower(name).endsWith(".yml")
        ? YamlParameters.read(name, text, positions)
        : JsonParameters.read(name, text, positions);
    if (value instanceof Value.Dict content) {
      return new ParameterDocument(name, content, positions);
    }
    throw new ParameterFileException(name + ": parameters are a mapping of names and values, and this is none");
  }

  private static Value.Dict xml(String name, String text) {
    var content = Value.Dict.builder();
    try {
      InstanceXml.read(text).forEach((key, value) ->
          content.put(key, value.<Value>map(Value.Text::new).orElse(Value.None.NONE)));
    } catch (MalformedDocumentException e) {
      throw new ParameterFileException(name + ": " + e.getMessage(), e);
    }
    return content.build();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
