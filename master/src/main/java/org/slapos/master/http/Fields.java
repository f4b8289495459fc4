package org.slapos.master.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Named texts of a form or a query string; of a repeated name the first counts. */
public final class Fields {
  /** More than any client sends; a form with more is an attack on the parser. */
  private static final int MOST = 1000;

  private final Map<String, String> values;

  Fields(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Reads {@code name=value&name=value} in UTF-8, {@code +} being a blank. */
  static Fields parse(String encoded) {
    var values = new LinkedHashMap<String, String>();
    int start = 0;
    while (start < encoded.length()) {
      int end = encoded.indexOf('&', start);
      var pair = encoded.substring(start, end < 0 ? encoded.length() : end);
      start = end < 0 ? encoded.length() : end + 1;
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        var name = decode(equals < 0 ? pair : pair.substring(0, equals));
        values.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
      if (values.size() > MOST) {
        throw HttpProblem.of(413, "The form has more than " + MOST + " fields.");
      }
    }
    return new Fields(values);
  }

  /**
   * The value of a field, possibly empty.
   *
   * @throws HttpProblem 400 if it holds a character that no document could carry back
   */
  public Optional<String> find(String name) {
    var value = text(name);
    value.flatMap(Fields::firstControl).ifPresent(character -> {
      throw HttpProblem.badField(name, "holds the character " + character + ", which it may not");
    });
    return value;
  }

  /** As {@link #find}, for logs and other texts that may hold any character. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The value of a field that must be there, possibly empty.
   *
   * @throws HttpProblem 400 if it is missing
   */
  public String get(String name) {
    return find(name).orElseThrow(() -> HttpProblem.badField(name, "missing"));
  }

  /** The first character that XML cannot hold, as {@code U+0001}. */
  private static Optional<String> firstControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
      if (control || c == '\uFFFE' || c == '\uFFFF') {
        return Optional.of("U+%04X".formatted((int) c));
      }
    }
    return Optional.empty();
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.of(400, "The request holds a broken percent sequence: " + e.getMessage());
    }
  }
}
