package org.slapos.slap.wire;

/** Text inside XML: what may be written, and how. */
final class XmlText {
  private XmlText() {}

  /** Appends element content: markup escaped, the carriage return kept from the reader's line-end folding. */
  static void appendContent(StringBuilder out, String text) {
    text.codePoints().forEach(c -> appendContent(out, c));
  }

  private static void appendContent(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '\r' -> out.append("&#13;");
      default -> out.appendCodePoint(checked(c));
    }
  }

  /** Appends the content of a double-quoted attribute. */
  static void appendAttribute(StringBuilder out, String text) {
    text.codePoints().forEach(c -> {
      switch (c) {
        case '"' -> out.append("&quot;");
        case '\t' -> out.append("&#9;");
        case '\n' -> out.append("&#10;");
        default -> appendContent(out, c);
      }
    });
  }

  /** As {@link #appendContent(StringBuilder, String)}, in US-ASCII. */
  static void appendAsciiContent(StringBuilder out, String text) {
    text.codePoints().forEach(c -> {
      if (c < 0x80) {
        appendContent(out, c);
      } else {
        out.append("&#").append(checked(c)).append(';');
      }
    });
  }

  /**
   * The code point itself.
   *
   * @throws MalformedDocumentException if XML 1.0 has no way to write it
   */
  private static int checked(int c) {
    var control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    var surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (control || surrogate || c == 0xFFFE || c == 0xFFFF) {
      throw new MalformedDocumentException("XML cannot hold the character U+%04X".formatted(c));
    }
    return c;
  }
}
