package org.slapos.slap.wire;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Opens XML that comes from somebody else.
 *
 * <p>A document type declaration is skipped unread: its entities do not exist, so nothing is fetched and nothing
 * expands; a document that uses one of them is refused as not well-formed.
 */
final class XmlDocuments {
  private static final XMLInputFactory FACTORY = factory();

  private XmlDocuments() {}

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Without a DTD the first two count only &amp; and its like, and would refuse an honest document of some 100 kB;
    // the readers bound the depth themselves.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.maxElementDepth", "0");
    return factory;
  }

  static XMLStreamReader open(String document) {
    try {
      return FACTORY.createXMLStreamReader(new StringReader(document));
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  /** The encoding is the one the document declares. */
  static XMLStreamReader open(byte[] document) {
    return open(XmlEncoding.decode(document));
  }

  /** The parser's complaint in one line, the position first. */
  static MalformedDocumentException malformed(XMLStreamException e) {
    // The parser puts its own wording of the position before the reason.
    var parts = String.valueOf(e.getMessage()).split("Message: ", 2);
    var reason = parts[parts.length - 1].replace('\n', ' ');
    var location = e.getLocation();
    var place = location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNumber(), location.getColumnNumber());
    return new MalformedDocumentException("Not well-formed XML" + place + ": " + reason, e);
  }
}
