package org.slapos.slap.wire;

import java.util.List;
import java.util.Map;

/** Values in the reference's (Python's) notation, which instance XML and its hashes use for what is not a text. */
public final class PythonText {
  /** A document whose references repeat a value many times must not become a giant text. */
  private static final int MAX_LENGTH = 16 * 1024 * 1024;

  private final StringBuilder out = new StringBuilder();

  private PythonText() {}

  /**
   * A text as it is, anything else as a literal: {@code True}, {@code None}, {@code [1, 'a']}.
   *
   * @throws MalformedDocumentException for objects, which have no literal, and for a text of more than 16 Mi characters
   */
  static String display(Value value) {
    return value instanceof Value.Text(var text) ? text : literal(value);
  }

  /** As {@link #display}, but a text is quoted. */
  public static String literal(Value value) {
    var text = new PythonText();
    text.append(value);
    return text.out.toString();
  }

  private void append(Value value) {
    switch (value) {
      case Value.None _ -> out.append("None");
      case Value.Bool(var bool) -> out.append(bool ? "True" : "False");
      case Value.Int(var number) -> out.append(number);
      case Value.Real(var number) -> out.append(PythonFloat.format(number));
      case Value.Text(var text) -> PythonString.appendLiteral(out, text);
      case Value.ListValue(var items) -> appendAll("[", items, "]");
      case Value.Tuple(var items) -> appendAll("(", items, items.size() == 1 ? ",)" : ")");
      case Value.SetValue(var items) when items.isEmpty() -> out.append("set()");
      case Value.SetValue(var items) -> appendAll("{", items, "}");
      case Value.Dict(var entries) -> appendEntries(entries);
      case Value.Instance object ->
          throw new MalformedDocumentException("An object of class " + object.type().wireName() + " is no parameter");
    }
    if (out.length() > MAX_LENGTH) {
      throw new MalformedDocumentException("A parameter is longer than " + MAX_LENGTH + " characters");
    }
  }

  private void appendAll(String open, List<Value> items, String close) {
    out.append(open);
    var separator = "";
    for (var item : items) {
      out.append(separator);
      append(item);
      separator = ", ";
    }
    out.append(close);
  }

  private void appendEntries(Map<Value, Value> entries) {
    out.append('{');
    var separator = "";
    for (var entry : entries.entrySet()) {
      out.append(separator);
      append(entry.getKey());
      out.append(": ");
      append(entry.getValue());
      separator = ", ";
    }
    out.append('}');
  }
}
