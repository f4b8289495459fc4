package org.slapos.slap.json;

import java.util.OptionalInt;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/**
 * JSON documents as {@link Value}s: objects are dictionaries with text keys, arrays are lists.
 *
 * <p>Written texts have the layout of Python's {@code json.dumps}: programs compare them byte by byte.
 */
public final class JsonText {
  private JsonText() {}

  /**
   * Several lines, every level indented by {@code indent} blanks, keys sorted, non-ASCII escaped, no final newline.
   *
   * @throws IllegalArgumentException for values that JSON does not have (objects of classes)
   */
  public static String writeIndented(Value value, int indent) {
    return new JsonLayout(OptionalInt.of(indent), true).write(value);
  }

  /** As {@link #writeIndented}, but the members of objects stay in their own order. */
  public static String writeIndentedInOrder(Value value, int indent) {
    return new JsonLayout(OptionalInt.of(indent), false).write(value);
  }

  /** One line, as Python's {@code json.dumps} without arguments: a blank after each comma and colon, keys in order. */
  public static String writeLine(Value value) {
    return new JsonLayout(OptionalInt.empty(), false).write(value);
  }

  /**
   * Reads one JSON value.
   *
   * @throws MalformedDocumentException with line and column if it is not JSON, or more follows
   */
  public static Value read(String text) {
    return JsonReader.read(text);
  }

  /**
   * As {@link #read(String)}, in UTF-8.
   *
   * @throws MalformedDocumentException also if the bytes are no text
   */
  public static Value read(byte[] text) {
    return JsonReader.read(text);
  }
}
