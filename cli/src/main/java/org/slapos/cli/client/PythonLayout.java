package org.slapos.cli.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slapos.slap.wire.KeyOrder;
import org.slapos.slap.wire.PythonText;
import org.slapos.slap.wire.Value;

/**
 * Values as Python's pretty printer lays them out in 80 columns: scripts evaluate this output.
 *
 * <p>What fits stays on one line; otherwise dictionaries and lists take a line per entry, aligned under their bracket,
 * and long texts are cut at blanks into adjacent literals.
 */
final class PythonLayout {
  private static final int WIDTH = 80;
  private static final Pattern WORD = Pattern.compile("\\S*\\s*");

  private final StringBuilder out = new StringBuilder();

  private PythonLayout() {}

  static String of(Value value) {
    var layout = new PythonLayout();
    layout.value(sorted(value), 0, 0, true);
    return layout.out.toString();
  }

  /**
   * @param indent the column at which the value begins
   * @param allowance columns needed behind it for closing brackets and commas
   */
  @SuppressWarnings("IfChainToSwitch")
  private void value(Value value, int indent, int allowance, boolean outermost) {
    String line = PythonText.literal(value);
    if (line.length() <= WIDTH - indent - allowance) {
      out.append(line);
      return;
    }
    if (value instanceof Value.Dict dict) {
      entries(List.copyOf(dict.entries().entrySet()), indent, allowance);
    } else if (value instanceof Value.ListValue list) {
      items("[", list.items(), "]", indent, allowance);
    } else if (value instanceof Value.Tuple tuple) {
      items("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", indent, allowance);
    } else if (value instanceof Value.Text text && !text.value().isEmpty()) {
      text(text.value(), indent, allowance, outermost);
    } else {
      out.append(line);
    }
  }

  @SuppressWarnings("IfChainToSwitch")
  private static Value sorted(Value value) {
    if (value instanceof Value.ListValue list) {
      return new Value.ListValue(list.items().stream().map(PythonLayout::sorted).toList());
    }
    if (value instanceof Value.Tuple tuple) {
      return new Value.Tuple(tuple.items().stream().map(PythonLayout::sorted).toList());
    }
    if (value instanceof Value.Dict dict) {
      var byKey = new LinkedHashMap<Value, Value>();
      dict.entries().entrySet().stream()
          .sorted(KeyOrder.ENTRIES)
          .forEach(entry -> byKey.put(entry.getKey(), sorted(entry.getValue())));
      return new Value.Dict(byKey);
    }
    return value;
  }

  private void entries(List<Map.Entry<Value, Value>> entries, int indent, int allowance) {
    out.append('{');
    for (int i = 0; i < entries.size(); i++) {
      boolean last = i == entries.size() - 1;
      String key = PythonText.literal(entries.get(i).getKey());
      out.append(key).append(": ");
      value(entries.get(i).getValue(), indent + key.length() + 3, last ? allowance + 1 : 1, false);
      out.append(last ? "}" : ",\n" + " ".repeat(indent + 1));
    }
  }

  private void items(String open, List<Value> items, String close, int indent, int allowance) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      boolean last = i == items.size() - 1;
      value(items.get(i), indent + 1, last ? allowance + close.length() : 1, false);
      out.append(last ? close : ",\n" + " ".repeat(indent + 1));
    }
  }

  private void text(String text, int indent, int allowance, boolean outermost) {
    int column = outermost ? indent + 1 : indent;
    List<String> literals = literals(text, WIDTH - column, outermost ? allowance + 1 : allowance);
    String joined = String.join("\n" + " ".repeat(column), literals);
    out.append(outermost && literals.size() > 1 ? "(" + joined + ")" : joined);
  }

  private static List<String> literals(String text, int width, int allowance) {
    var literals = new ArrayList<String>();
    List<String> lines = linesWithEnds(text);
    for (int i = 0; i < lines.size(); i++) {
      boolean lastLine = i == lines.size() - 1;
      String literal = PythonText.literal(new Value.Text(lines.get(i)));
      if (literal.length() <= width - (lastLine ? allowance : 0)) {
        literals.add(literal);
      } else {
        literals.addAll(cut(lines.get(i), width, lastLine ? allowance : 0));
      }
    }
    return literals;
  }

  private static List<String> cut(String line, int width, int allowance) {
    var literals = new ArrayList<String>();
    List<String> words = WORD.matcher(line).results().map(match -> match.group()).filter(w -> !w.isEmpty()).toList();
    String current = "";
    for (int i = 0; i < words.size(); i++) {
      String longer = current + words.get(i);
      int room = i == words.size() - 1 ? width - allowance : width;
      if (PythonText.literal(new Value.Text(longer)).length() <= room) {
        current = longer;
      } else {
        if (!current.isEmpty()) {
          literals.add(PythonText.literal(new Value.Text(current)));
        }
        current = words.get(i);
      }
    }
    literals.add(PythonText.literal(new Value.Text(current)));
    return literals;
  }

  private static List<String> linesWithEnds(String text) {
    var lines = new ArrayList<String>();
    Matcher line = Pattern.compile("[^\\n]*\\n|[^\\n]+").matcher(text);
    while (line.find()) {
      lines.add(line.group());
    }
    return lines;
  }
}
