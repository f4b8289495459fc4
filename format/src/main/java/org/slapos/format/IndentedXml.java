package org.slapos.format;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Lays out a marshalled document of ours over several lines, two blanks a level, for the file that people read. */
final class IndentedXml {
  private final StringBuilder out = new StringBuilder();

  private IndentedXml() {}

  static String of(String marshalled) {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(marshalled));
      var layout = new IndentedXml();
      reader.nextTag();
      layout.element(reader, 0);
      return layout.out.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("our own document does not parse", e);
    }
  }

  private void element(XMLStreamReader reader, int depth) throws XMLStreamException {
    String name = reader.getLocalName();
    out.repeat(' ', 2 * depth).append('<').append(name);
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      out.append(' ').append(reader.getAttributeLocalName(i)).append("=\"").append(reader.getAttributeValue(i)).append('"');
    }
    var text = new StringBuilder();
    boolean hasChildren = false;
    for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        out.append(hasChildren ? "" : ">\n");
        hasChildren = true;
        element(reader, depth + 1);
      } else if (reader.hasText()) {
        text.append(reader.getText());
      }
    }
    close(name, depth, text, hasChildren);
  }

  private void close(String name, int depth, StringBuilder text, boolean hasChildren) {
    if (hasChildren) {
      out.repeat(' ', 2 * depth).append("</").append(name).append(">\n");
    } else if (text.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append('>');
      text.codePoints().forEach(this::character);
      out.append("</").append(name).append(">\n");
    }
  }

  private void character(int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      default -> out.append(c < 0x80 ? String.valueOf((char) c) : "&#" + c + ";");
    }
  }
}
