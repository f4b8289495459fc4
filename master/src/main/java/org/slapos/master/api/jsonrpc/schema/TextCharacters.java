package org.slapos.master.api.jsonrpc.schema;

import java.util.Optional;
import java.util.OptionalInt;

/** Characters that texts may not hold: what XML, databases or tables have no place for. */
final class TextCharacters {
  /** {@link Shape.TextKind#NAME} as a regular expression of JSON Schema. */
  static final String NAME_PATTERN = "^[^\\u0000-\\u001f\\u007f\\ufffe\\uffff]*$";

  private TextCharacters() {}

  /** The first one, as {@code U+0001}. */
  static Optional<String> firstWrong(String text, Shape.TextKind kind) {
    OptionalInt found = text.codePoints().filter(c -> isWrong(c, kind)).findFirst();
    return found.isPresent() ? Optional.of("U+%04X".formatted(found.getAsInt())) : Optional.empty();
  }

  private static boolean isWrong(int c, Shape.TextKind kind) {
    boolean halfPair = c >= 0xD800 && c <= 0xDFFF;
    return halfPair
        || switch (kind) {
          case FREE -> c == 0;
          case NAME -> c < 0x20 || c == 0x7F || c == 0xFFFE || c == 0xFFFF;
        };
  }
}
