package org.slapos.tio;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Steps through a document from tag to tag. Between two calls it stands on the next start or end tag. */
final class Cursor {
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader xml;

  Cursor(String document) throws TioFormatException {
    try {
      xml = FACTORY.createXMLStreamReader(new StringReader(document));
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
    step();
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Without a DTD these count only &amp; and its like, and would refuse long reports.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    return factory;
  }

  /** On to the next tag; only blanks and comments may be between. */
  private void step() throws TioFormatException {
    try {
      while (true) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
            return;
          }
          case XMLStreamConstants.DTD -> throw wrong("a document type declaration is not allowed");
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (!xml.isWhiteSpace()) {
              throw wrong("text between elements: '" + abbreviate(xml.getText().strip()) + "'");
            }
          }
          default -> {
            // Comments and processing instructions mean nothing.
          }
        }
      }
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  boolean isAt(String name) {
    return xml.isStartElement() && xml.getName().toString().equals(name);
  }

  /** Enters an element without attributes. */
  void open(String name) throws TioFormatException {
    expect(name);
    if (xml.getAttributeCount() > 0) {
      throw wrong("<" + name + "> has an attribute " + xml.getAttributeName(0));
    }
    step();
  }

  /** Enters an element that has the attribute {@code type} and no other. */
  String openTyped(String name) throws TioFormatException {
    expect(name);
    var type = Optional.ofNullable(xml.getAttributeValue(null, "type"))
        .orElseThrow(() -> wrong("<" + name + "> has no attribute type"));
    if (xml.getAttributeCount() > 1) {
      throw wrong("<" + name + "> has other attributes than type");
    }
    step();
    return type;
  }

  private void expect(String name) throws TioFormatException {
    if (!isAt(name)) {
      throw wrong("<" + name + "> is expected instead of " + here());
    }
  }

  void close(String name) throws TioFormatException {
    if (!xml.isEndElement()) {
      throw wrong("</" + name + "> is expected instead of " + here());
    }
    step();
  }

  void end() throws TioFormatException {
    if (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
      throw wrong("the end is expected instead of " + here());
    }
  }

  private String here() {
    if (xml.isStartElement()) {
      return "<" + xml.getName() + ">";
    }
    return xml.isEndElement() ? "</" + xml.getName() + ">" : "the end";
  }

  String text(String name) throws TioFormatException {
    expect(name);
    if (xml.getAttributeCount() > 0) {
      throw wrong("<" + name + "> has an attribute " + xml.getAttributeName(0));
    }
    try {
      var text = xml.getElementText();
      step();
      return text;
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  Optional<String> optionalText(String name) throws TioFormatException {
    return isAt(name) ? Optional.of(text(name)) : Optional.empty();
  }

  List<String> texts(String name) throws TioFormatException {
    var texts = new ArrayList<String>();
    while (isAt(name)) {
      texts.add(text(name));
    }
    return texts;
  }

  Amount amount(String name) throws TioFormatException {
    expect(name);
    var place = place();
    var text = text(name);
    try {
      return new Amount(text);
    } catch (IllegalArgumentException e) {
      throw new TioFormatException(place + "<" + name + "> " + e.getMessage(), e);
    }
  }

  private TioFormatException wrong(String reason) {
    return new TioFormatException(place() + reason);
  }

  private String place() {
    return place(xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber());
  }

  private static String place(int line, int column) {
    return "line %d, column %d: ".formatted(line, column);
  }

  private static TioFormatException malformed(XMLStreamException e) {
    // The parser puts its own wording of the position before the reason.
    var parts = String.valueOf(e.getMessage()).split("Message: ", 2);
    var reason = parts[parts.length - 1].replace('\n', ' ');
    var location = Optional.ofNullable(e.getLocation());
    var place = location.map(at -> place(at.getLineNumber(), at.getColumnNumber())).orElse("");
    return new TioFormatException(place + reason, e);
  }

  private static String abbreviate(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
