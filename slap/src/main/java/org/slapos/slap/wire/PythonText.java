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
    appendOne(value);
    if (out.length() > MAX_LENGTH) {
      throw new MalformedDocumentException("A parameter is longer than " + MAX_LENGTH + " characters");
    }
  }

  /** Not a switch over types: its first use in a process would cost short commands some milliseconds. */
  @SuppressWarnings("IfChainToSwitch")
  private void appendOne(Value value) {
    if (value instanceof Value.Text text) {
      PythonString.appendLiteral(out, text.value());
    } else if (value instanceof Value.Dict dict) {
      appendEntries(dict.entries());
    } else if (value instanceof Value.None) {
      out.append("None");
    } else if (value instanceof Value.Bool bool) {
      out.append(bool.value() ? "True" : "False");
    } else if (value instanceof Value.Int number) {
      out.append(number.value());
    } else if (value instanceof Value.Real number) {
      out.append(PythonFloat.format(number.value()));
    } else if (value instanceof Value.ListValue list) {
      appendAll("[", list.items(), "]");
    } else if (value instanceof Value.Tuple tuple) {
      appendAll("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")");
    } else if (value instanceof Value.SetValue set) {
      if (set.items().isEmpty()) {
        out.append("set()");
      } else {
        appendAll("{", set.items(), "}");
      }
    } else if (value instanceof Value.Instance object) {
      throw new MalformedDocumentException("An object of class " + object.type().wireName() + " is no parameter");
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
