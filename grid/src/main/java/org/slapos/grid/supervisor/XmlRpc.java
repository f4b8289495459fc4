package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** XML-RPC as supervisord speaks it: texts and booleans go in; texts, numbers, booleans, arrays, structs come out. */
final class XmlRpc {
  private XmlRpc() {}

  static byte[] call(String method, List<Object> arguments) {
    var bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      writer.writeStartDocument("UTF-8", "1.0");
      writer.writeStartElement("methodCall");
      element(writer, "methodName", method);
      writer.writeStartElement("params");
      for (Object argument : arguments) {
        writer.writeStartElement("param");
        writer.writeStartElement("value");
        if (argument instanceof Boolean flag) {
          element(writer, "boolean", flag ? "1" : "0");
        } else {
          element(writer, "string", (String) argument);
        }
        writer.writeEndElement();
        writer.writeEndElement();
      }
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void element(XMLStreamWriter writer, String name, String text) throws XMLStreamException {
    writer.writeStartElement(name);
    writer.writeCharacters(text);
    writer.writeEndElement();
  }

  /** The value of an answer; a fault is thrown. */
  static Object answer(byte[] document) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document), "UTF-8");
      boolean fault = false;
      while (!atStart(reader, "value")) {
        fault |= atStart(reader, "fault");
        reader.next();
      }
      Object value = value(reader);
      if (fault && value instanceof Map<?, ?> details) {
        int code = details.get("faultCode") instanceof Integer number ? number : 0;
        throw new SupervisorFault(code, String.valueOf(details.get("faultString")));
      }
      return value;
    } catch (XMLStreamException | ClassCastException | NumberFormatException e) {
      throw new IOException("supervisord sent something that is no XML-RPC answer: " + new String(document, UTF_8), e);
    }
  }

  private static boolean atStart(XMLStreamReader reader, String name) {
    return reader.isStartElement() && reader.getLocalName().equals(name);
  }

  /** From {@code <value>} to {@code </value>}. */
  private static Object value(XMLStreamReader reader) throws XMLStreamException {
    var text = new StringBuilder();
    while (true) {
      reader.next();
      if (reader.isCharacters()) {
        text.append(reader.getText());
      } else if (reader.isEndElement()) {
        return text.toString();
      } else if (reader.isStartElement()) {
        Object value = typed(reader);
        reader.nextTag();
        return value;
      }
    }
  }

  private static Object typed(XMLStreamReader reader) throws XMLStreamException {
    return switch (reader.getLocalName()) {
      case "int", "i4" -> Integer.valueOf(reader.getElementText().strip());
      case "boolean" -> reader.getElementText().strip().equals("1");
      case "double" -> Double.valueOf(reader.getElementText().strip());
      case "array" -> array(reader);
      case "struct" -> struct(reader);
      default -> reader.getElementText();
    };
  }

  private static List<Object> array(XMLStreamReader reader) throws XMLStreamException {
    var items = new ArrayList<>();
    while (!(reader.isEndElement() && reader.getLocalName().equals("array"))) {
      if (atStart(reader, "value")) {
        items.add(value(reader));
      }
      reader.next();
    }
    return items;
  }

  private static Map<String, Object> struct(XMLStreamReader reader) throws XMLStreamException {
    var members = new LinkedHashMap<String, Object>();
    String name = "";
    while (!(reader.isEndElement() && reader.getLocalName().equals("struct"))) {
      if (atStart(reader, "name")) {
        name = reader.getElementText();
      } else if (atStart(reader, "value")) {
        members.put(name, value(reader));
      }
      reader.next();
    }
    return members;
  }
}
