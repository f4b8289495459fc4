package org.slapos.slap.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one document; see {@link Marshal#read(String)}. Every {@code read} method leaves the cursor on its end tag.
 *
 * <p>No switch over types here and in all that a short command does with an answer: the first of each costs as much as
 * reading a hundred partitions (docs/performance.md).
 */
final class MarshalReader {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+(?:_\\d+)*");
  /** As many digits as the reference reads. */
  private static final int MAX_DIGITS = 4300;
  /** Counted in values and characters; references to references grow without bound otherwise. */
  private static final long MAX_REPEATED = 16 * 1024 * 1024;

  private final XMLStreamReader xml;
  private final Map<String, Known> known = new HashMap<>();
  private int depth;
  private long size;
  private long repeated;

  MarshalReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  Value document() {
    try {
      while (xml.next() != XMLStreamConstants.START_ELEMENT) {
        // The prolog says nothing.
      }
      var value = readValue();
      while (xml.hasNext()) {
        xml.next();
      }
      return value;
    } catch (XMLStreamException e) {
      throw XmlDocuments.malformed(e);
    }
  }

  private Value readValue() throws XMLStreamException {
    if (++depth > Marshal.MAX_DEPTH) {
      throw malformed("nested more than " + Marshal.MAX_DEPTH + " levels deep");
    }
    size++;
    var name = xml.getLocalName();
    var value = switch (name) {
      case "marshal" -> only(readItems());
      case "none" -> readNone();
      case "bool" -> new Value.Bool(integer(name).signum() != 0);
      case "int", "long" -> new Value.Int(integer(name));
      case "float" -> readFloat();
      case "string", "unicode" -> new Value.Text(unescape(readText(name)));
      case "tuple" -> new Value.Tuple(readItems());
      case "list", "set", "dictionary", "object" -> readIdentified(name);
      case "reference" -> readReference();
      default -> throw malformed("unknown element <" + name + ">");
    };
    depth--;
    return value;
  }

  private Value only(List<Value> values) {
    if (values.size() != 1) {
      throw malformed("<marshal> holds " + values.size() + " values instead of one");
    }
    return values.getFirst();
  }

  private Value readNone() throws XMLStreamException {
    readText("none");
    return Value.None.NONE;
  }

  private BigInteger integer(String name) throws XMLStreamException {
    var text = readText(name).strip();
    if (!INTEGER.matcher(text).matches() || text.length() > MAX_DIGITS) {
      throw malformed("<" + name + "> holds no integer: '" + abbreviate(text) + "'");
    }
    return new BigInteger(text.replace("_", "").replaceFirst("^\\+", ""));
  }

  private Value readFloat() throws XMLStreamException {
    var text = readText("float");
    try {
      return new Value.Real(PythonFloat.parse(text));
    } catch (NumberFormatException _) {
      throw malformed("<float> holds no number: '" + abbreviate(text) + "'");
    }
  }

  private Value readIdentified(String name) throws XMLStreamException {
    var id = Optional.ofNullable(xml.getAttributeValue(null, "id"));
    var before = size;
    var value = switch (name) {
      case "list" -> new Value.ListValue(readItems());
      case "set" -> new Value.SetValue(readItems().stream().map(this::hashable).distinct().toList());
      case "dictionary" -> dictionary(readItems());
      default -> readObject();
    };
    id.ifPresent(key -> known.put(key, new Known(value, size - before)));
    return value;
  }

  private Value dictionary(List<Value> items) {
    if (items.size() % 2 != 0) {
      throw malformed("a dictionary has a key without value");
    }
    var entries = new LinkedHashMap<Value, Value>();
    for (var i = 0; i < items.size(); i += 2) {
      entries.put(hashable(items.get(i)), items.get(i + 1));
    }
    return new Value.Dict(entries);
  }

  /** Containers that carry an id are no keys: by references they could be hashed for hours. */
  private Value hashable(Value value) {
    if (value instanceof Value.Text) {
      return value;
    }
    if (value instanceof Value.Tuple(var items)) {
      items.forEach(this::hashable);
    } else if (value instanceof Value.ListValue || value instanceof Value.SetValue || value instanceof Value.Dict
        || value instanceof Value.Instance) {
      throw malformed("only texts, numbers and tuples of them may be keys of dictionaries and items of sets");
    }
    return value;
  }

  private Value readObject() throws XMLStreamException {
    var module = attribute("module");
    var className = attribute("class");
    var type = Arrays.stream(Value.SlapClass.values())
        .filter(candidate -> module.equals(Value.SlapClass.MODULE) && candidate.wireName().equals(className))
        .findFirst()
        .orElseThrow(() -> malformed("objects of class " + abbreviate(module + '.' + className) + " are refused"));
    var parts = readItems();
    if (parts.size() == 2 && parts.getFirst() instanceof Value.Tuple(var arguments)) {
      if (parts.getLast() instanceof Value.Dict attributes) {
        return new Value.Instance(type, arguments, Optional.of(attributes));
      }
      if (parts.getLast() instanceof Value.None) {
        return new Value.Instance(type, arguments, Optional.empty());
      }
    }
    throw malformed("an <object> holds a tuple of arguments and a dictionary of attributes");
  }

  private Value readReference() throws XMLStreamException {
    var id = attribute("id");
    readText("reference");
    var target = known.get(id);
    if (target == null) {
      throw malformed("<reference> to '" + abbreviate(id) + "', which is not complete before it");
    }
    repeated += target.size();
    size += target.size();
    if (repeated > MAX_REPEATED) {
      throw malformed("references repeat more than " + MAX_REPEATED + " values");
    }
    return target.value();
  }

  /** The child values; text between them means nothing. */
  private List<Value> readItems() throws XMLStreamException {
    var items = new ArrayList<Value>();
    for (var event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        items.add(readValue());
      }
    }
    return items;
  }

  private String readText(String name) throws XMLStreamException {
    var text = new StringBuilder();
    for (var event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      switch (event) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(xml.getText());
        case XMLStreamConstants.START_ELEMENT ->
            throw malformed("<" + name + "> holds an element <" + xml.getLocalName() + ">");
        default -> {
          // Comments and processing instructions are not part of the text.
        }
      }
    }
    size += text.length();
    return text.toString();
  }

  /** Undoes the format's own escaping; XML's is undone already. */
  private static String unescape(String text) {
    return text.indexOf('&') < 0 ? text : text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private String attribute(String name) {
    return Optional.ofNullable(xml.getAttributeValue(null, name))
        .orElseThrow(() -> malformed("<" + xml.getLocalName() + "> has no attribute " + name));
  }

  private MalformedDocumentException malformed(String reason) {
    var location = xml.getLocation();
    return new MalformedDocumentException("Not a marshalled document (line %d, column %d): %s"
        .formatted(location.getLineNumber(), location.getColumnNumber(), reason));
  }

  private static String abbreviate(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  /** A complete value that has an id, and how large it is with all it refers to. */
  private record Known(Value value, long size) {}
}
