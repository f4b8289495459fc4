package org.slapos.cli.parameters;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.wire.Value;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML 1.2 with the position of every value; no tags of anybody's classes. */
public final class YamlParameters {
  /** An alias may lead back to what holds it. */
  private static final int DEEPEST = 100;

  private final String name;
  private final Map<List<Object>, Position> positions;

  private YamlParameters(String name, Map<List<Object>, Position> positions) {
    this.name = name;
    this.positions = positions;
  }

  /**
   * Reads one document; an empty one is none.
   *
   * @param positions is filled
   * @throws ParameterFileException naming line and column
   */
  public static Value read(String name, String text, Map<List<Object>, Position> positions) {
    try {
      var settings = LoadSettings.builder().setLabel(name).setUseMarks(true).setMaxAliasesForCollections(50).build();
      return new Compose(settings).composeString(text)
          .map(node -> new YamlParameters(name, positions).value(node, List.of()))
          .orElse(Value.None.NONE);
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1)).orElse("");
      throw new ParameterFileException(name + place + ": not YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new ParameterFileException(name + ": not YAML: " + e.getMessage(), e);
    }
  }

  private Value value(Node node, List<Object> path) {
    if (path.size() > DEEPEST) {
      throw refused(node, "more than " + DEEPEST + " levels");
    }
    node.getStartMark().ifPresent(mark -> positions.put(path, position(mark)));
    return switch (node) {
      case MappingNode mapping when node.getTag().equals(Tag.MAP) -> mapping(mapping, path);
      case SequenceNode sequence when node.getTag().equals(Tag.SEQ) -> sequence(sequence, path);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw refused(node, "the tag " + node.getTag());
    };
  }

  private Value mapping(MappingNode node, List<Object> path) {
    var members = new LinkedHashMap<Value, Value>();
    for (var pair : node.getValue()) {
      if (!(pair.getKeyNode() instanceof ScalarNode key)) {
        throw refused(pair.getKeyNode(), "a name that is no text");
      }
      if (members.put(new Value.Text(key.getValue()), value(pair.getValueNode(), JsonParameters.below(path, key.getValue())))
          != null) {
        throw refused(key, "the name '" + key.getValue() + "' for the second time");
      }
    }
    return new Value.Dict(members);
  }

  private Value sequence(SequenceNode node, List<Object> path) {
    var items = new ArrayList<Value>();
    for (Node item : node.getValue()) {
      items.add(value(item, JsonParameters.below(path, items.size())));
    }
    return new Value.ListValue(items);
  }

  private Value scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return new Value.Text(text);
    }
    if (tag.equals(Tag.NULL)) {
      return Value.None.NONE;
    }
    if (tag.equals(Tag.BOOL)) {
      return new Value.Bool(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT)) {
      return integer(text).<Value>map(Value.Int::new).orElseThrow(() -> refused(node, "the number " + text));
    }
    if (tag.equals(Tag.FLOAT)) {
      return real(text).<Value>map(Value.Real::new).orElseThrow(() -> refused(node, "the number " + text));
    }
    throw refused(node, "the tag " + tag);
  }

  private static Optional<BigInteger> integer(String text) {
    try {
      String digits = text.startsWith("+") ? text.substring(1) : text;
      return Optional.of(
          digits.startsWith("0x") ? new BigInteger(digits.substring(2), 16)
              : digits.startsWith("0o") ? new BigInteger(digits.substring(2), 8) : new BigInteger(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** JSON has neither infinity nor the like. */
  private static Optional<Double> real(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private ParameterFileException refused(Node node, String what) {
    String place = node.getStartMark().map(mark -> ":" + position(mark).line() + ":" + position(mark).column()).orElse("");
    return new ParameterFileException(name + place + ": parameters cannot hold " + what);
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
