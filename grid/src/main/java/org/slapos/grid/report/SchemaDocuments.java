package org.slapos.grid.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URL;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Consumption documents checked by the schema, written as the reference lays them out (reference: tio.md, 4). */
public final class SchemaDocuments implements ConsumptionDocuments {
  private static final DateTimeFormatter STOP_DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd 'at' HH:mm:ss", Locale.ROOT);

  private final Schema schema;

  public SchemaDocuments() {
    URL resource = Objects.requireNonNull(SchemaDocuments.class.getResource("consumption.xsd"));
    try {
      schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(resource);
    } catch (SAXException e) {
      throw new IllegalStateException("The product's own schema is broken", e);
    }
  }

  @Override
  public boolean isPartitionReport(String xml) {
    return valid(xml, "consumption").isPresent();
  }

  @Override
  public boolean isJournal(String xml) {
    return valid(xml, "journal").isPresent();
  }

  @Override
  public String journal(
      String computerId, LocalDateTime stopDate, SequencedMap<String, List<String>> reportsByPartition) {
    var text = new StringWriter();
    text.write("<?xml version=\"1.0\"?>");
    try {
      XMLStreamWriter writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      writer.writeStartElement("journal");
      writer.writeStartElement("transaction");
      writer.writeAttribute("type", "Sale Packing List");
      element(writer, "title", "Resource consumptions");
      element(writer, "start_date", "");
      element(writer, "stop_date", STOP_DATE.format(stopDate));
      element(writer, "reference", computerId);
      element(writer, "currency", "");
      element(writer, "payment_mode", "");
      element(writer, "category", "");
      writer.writeStartElement("arrow");
      writer.writeAttribute("type", "Administration");
      element(writer, "source", "");
      element(writer, "destination", "");
      writer.writeEndElement();
      for (var entry : reportsByPartition.entrySet()) {
        for (String report : entry.getValue()) {
          movements(writer, report, entry.getKey());
        }
      }
      writer.writeEndElement();
      writer.writeEndElement();
      writer.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void movements(XMLStreamWriter writer, String report, String partition) throws XMLStreamException {
    Document document = valid(report, "consumption")
        .orElseThrow(() -> new IllegalArgumentException("Not a valid consumption report: " + report));
    NodeList movements = document.getElementsByTagName("movement");
    for (int i = 0; i < movements.getLength(); i++) {
      writer.writeStartElement("movement");
      for (Node child = movements.item(i).getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child instanceof Element element) {
          boolean reference = element.getTagName().equals("reference");
          element(writer, element.getTagName(), reference ? partition : element.getTextContent());
        }
      }
      writer.writeEndElement();
    }
  }

  private static void element(XMLStreamWriter writer, String name, String text) throws XMLStreamException {
    writer.writeStartElement(name);
    writer.writeCharacters(text);
    writer.writeEndElement();
  }

  private Optional<Document> valid(String xml, String root) {
    try {
      Document document = parser().parse(new InputSource(new StringReader(xml)));
      schema.newValidator().validate(new DOMSource(document));
      return Optional.of(document).filter(found -> found.getDocumentElement().getTagName().equals(root));
    } catch (SAXException | IOException invalid) {
      return Optional.empty();
    }
  }

  /** Instances write these files: no document type, hence no entities from anywhere. */
  private static DocumentBuilder parser() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler() {
        @Override
        public void fatalError(SAXParseException e) throws SAXException {
          throw e;
        }
      });
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
