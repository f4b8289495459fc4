package org.slapos.slap.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Instance XML (reference: protocol-slap.md, 3): {@code <instance><parameter id="...">...</parameter></instance>}. */
public final class InstanceXml {
  private InstanceXml() {}

  /**
   * Writes parameters sorted by key; values that are no text take the reference's (Python's) notation.
   *
   * @throws MalformedDocumentException if a key is no text, a value is an object or a text holds a character that XML
   *     cannot
   */
  public static String write(Value.Dict parameters) {
    return writeTexts(texts(parameters));
  }

  /**
   * What {@link #read} finds in what {@link #write} wrote, without opening a parser.
   *
   * @throws MalformedDocumentException if a key is no text
   */
  public static SequencedMap<String, Optional<String>> written(Value.Dict parameters) {
    var read = new LinkedHashMap<String, Optional<String>>();
    texts(parameters).forEach((name, text) -> read.put(name, Optional.of(text).filter(it -> !it.isEmpty())));
    return read;
  }

  private static Map<String, String> texts(Value.Dict parameters) {
    var texts = new TreeMap<String, String>(KeyOrder::compareTexts);
    parameters.entries().forEach((key, value) -> {
      if (!(key instanceof Value.Text(var name))) {
        throw new MalformedDocumentException("A parameter's name must be a text, not " + PythonText.literal(key));
      }
      texts.put(name, PythonText.display(value));
    });
    return texts;
  }

  /** As {@link #write(Value.Dict)} for texts. */
  public static String writeTexts(Map<String, String> parameters) {
    var out = new StringBuilder("<?xml version='1.0' encoding='utf-8'?>\n");
    if (parameters.isEmpty()) {
      return out.append("<instance/>\n").toString();
    }
    out.append("<instance>\n");
    sorted(parameters).forEach(entry -> {
      out.append("  <parameter id=\"");
      XmlText.appendAttribute(out, entry.getKey());
      out.append("\">");
      XmlText.appendContent(out, entry.getValue());
      out.append("</parameter>\n");
    });
    return out.append("</instance>\n").toString();
  }

  /**
   * Reads the direct {@code parameter} children of the root; an empty element has no value. An empty document has no
   * parameters. The texts of a repeated id are joined by a blank.
   *
   * @throws MalformedDocumentException if it is not well-formed XML or a parameter has no id; see {@link Marshal#read}
   *     for what is done with document type declarations
   */
  public static SequencedMap<String, Optional<String>> read(String document) {
    return new InstanceXmlReader(document).parameters();
  }

  /** A value as {@link #write(Value.Dict)} writes it: a text as it is, others in Python's notation. */
  public static String notation(Value value) {
    return PythonText.display(value);
  }

  /**
   * The hash by which a full Master tells whether connection parameters changed ({@code connection-parameter-hash}):
   * SHA-256 in hexadecimal of the sorted pairs in Python's notation.
   */
  public static String hash(Map<String, String> parameters) {
    var pairs = sorted(parameters)
        .<Value>map(entry ->
            new Value.Tuple(List.of(new Value.Text(entry.getKey()), new Value.Text(entry.getValue()))))
        .toList();
    var text = PythonText.literal(new Value.ListValue(pairs));
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Stream<Map.Entry<String, String>> sorted(Map<String, String> parameters) {
    return parameters.entrySet().stream().sorted(Map.Entry.comparingByKey(KeyOrder::compareTexts));
  }
}
