package org.slapos.master.panel;

import java.util.function.Consumer;

/** Writes HTML; whatever comes from outside goes in as text or as an attribute's value, and is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** An element that holds a text. */
  Html element(String tag, String text) {
    return element(tag, inside -> inside.text(text));
  }

  /** An element that holds others. */
  Html element(String tag, Consumer<Html> content) {
    out.append('<').append(tag).append('>');
    content.accept(this);
    out.append("</").append(tag).append(">");
    return this;
  }

  /** A text with one of the classes of the style sheet. */
  Html marked(String styleClass, String text) {
    out.append("<span class=\"").append(escape(styleClass)).append("\">");
    text(text);
    out.append("</span>");
    return this;
  }

  /** @param target made by {@link PanelUrl} */
  Html link(String target, String text) {
    out.append("<a href=\"").append(escape(target)).append("\">");
    text(text);
    out.append("</a>");
    return this;
  }

  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** A cell of a table. */
  Html cell(String text) {
    return element("td", text);
  }

  @Override
  public String toString() {
    return out.toString();
  }

  static String escape(String text) {
    var escaped = new StringBuilder();
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> {
          // Colours of a terminal and halves of characters have no place in a page.
          boolean blank = c == '\n' || c == '\t';
          boolean shown = blank || (c >= ' ' && c != 0x7f && (c < 0xd800 || c > 0xdfff));
          escaped.appendCodePoint(shown ? c : 0xfffd);
        }
      }
    });
    return escaped.toString();
  }
}
