package org.slapos.slap.wire;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one document; see {@link InstanceXml#read}. */
final class InstanceXmlReader {
  private final String document;
  private final LinkedHashMap<String, Optional<String>> parameters = new LinkedHashMap<>();

  InstanceXmlReader(String document) {
    this.document = document;
  }

  SequencedMap<String, Optional<String>> parameters() {
    if (document.isBlank()) {
      return parameters;
    }
    var xml = XmlDocuments.open(document);
    try {
      var depth = 0;
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (depth == 1 && xml.getLocalName().equals("parameter")) {
              readParameter(xml);
            } else {
              depth++;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {
            // Text, comments and the prolog mean nothing here.
          }
        }
      }
    } catch (XMLStreamException e) {
      throw XmlDocuments.malformed(e);
    }
    return parameters;
  }

  /** From the start tag of a parameter to its end tag. */
  private void readParameter(XMLStreamReader xml) throws XMLStreamException {
    var id = xml.getAttributeValue(null, "id");
    if (id == null) {
      var location = xml.getLocation();
      throw new MalformedDocumentException("Not instance XML (line %d, column %d): a parameter without id"
          .formatted(location.getLineNumber(), location.getColumnNumber()));
    }
    var text = textBeforeFirstChild(xml);
    parameters.merge(id, text.isEmpty() ? Optional.empty() : Optional.of(text), InstanceXmlReader::joined);
  }

  private static String textBeforeFirstChild(XMLStreamReader xml) throws XMLStreamException {
    var text = new StringBuilder();
    var children = 0;
    for (var open = 1; open > 0; ) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          open++;
          children++;
        }
        case XMLStreamConstants.END_ELEMENT -> open--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (children == 0) {
            text.append(xml.getText());
          }
        }
        default -> {
          // Comments are not part of the text.
        }
      }
    }
    return text.toString();
  }

  private static Optional<String> joined(Optional<String> first, Optional<String> second) {
    return first.isPresent() && second.isPresent()
        ? Optional.of(first.get() + ' ' + second.get())
        : first.or(() -> second);
  }
}
