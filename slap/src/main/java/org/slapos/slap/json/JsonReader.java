package org.slapos.slap.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Builds values from the tokens of a strict reader, whose limit on nesting protects us. */
final class JsonReader {
  /** As the library words it; its advice on a lenient mode is not for our users. */
  private static final Pattern COMPLAINT = Pattern.compile("(?s)(.*) at line (\\d+) column (\\d+) path.*");
  /** As many digits as the readers of the other formats take. */
  private static final int MAX_DIGITS = 4300;

  private final com.google.gson.stream.JsonReader json;

  private JsonReader(String text) {
    json = new com.google.gson.stream.JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
  }

  static Value read(byte[] utf8) {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedDocumentException("not JSON: not a text in UTF-8", e);
    }
  }

  static Value read(String text) {
    if (text.isBlank()) {
      throw new MalformedDocumentException("not JSON: the text is empty");
    }
    var reader = new JsonReader(text);
    try {
      var value = reader.value();
      if (reader.json.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedDocumentException("more than one JSON value");
      }
      return value;
    } catch (MalformedJsonException e) {
      throw malformed(e);
    } catch (EOFException e) {
      throw new MalformedDocumentException("not JSON: the text ends too early", e);
    } catch (IOException | NumberFormatException e) {
      throw new MalformedDocumentException("not JSON: " + e.getMessage(), e);
    }
  }

  private static MalformedDocumentException malformed(MalformedJsonException e) {
    var complaint = COMPLAINT.matcher(String.valueOf(e.getMessage()));
    return complaint.matches()
        ? new MalformedDocumentException("not JSON at line %s, column %s: %s".formatted(
            complaint.group(2), complaint.group(3), withoutAdvice(complaint.group(1))), e)
        : new MalformedDocumentException("not JSON: " + e.getMessage(), e);
  }

  private static String withoutAdvice(String complaint) {
    return complaint.startsWith("Use JsonReader") ? "unexpected text" : complaint;
  }

  private Value value() throws IOException {
    return switch (json.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> new Value.Text(json.nextString());
      case NUMBER -> number(json.nextString());
      case BOOLEAN -> new Value.Bool(json.nextBoolean());
      case NULL -> {
        json.nextNull();
        yield Value.None.NONE;
      }
      case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT -> throw new MalformedDocumentException("not JSON: a value is missing");
    };
  }

  private static Value number(String literal) {
    if (literal.length() > MAX_DIGITS) {
      throw new MalformedDocumentException("a number has more than " + MAX_DIGITS + " digits");
    }
    boolean integer = literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return integer ? new Value.Int(new BigInteger(literal)) : new Value.Real(Double.parseDouble(literal));
  }

  private Value object() throws IOException {
    var members = new LinkedHashMap<Value, Value>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      members.put(new Value.Text(name), value());
    }
    json.endObject();
    return new Value.Dict(members);
  }

  private Value array() throws IOException {
    var items = new ArrayList<Value>();
    json.beginArray();
    while (json.hasNext()) {
      items.add(value());
    }
    json.endArray();
    return new Value.ListValue(items);
  }
}
