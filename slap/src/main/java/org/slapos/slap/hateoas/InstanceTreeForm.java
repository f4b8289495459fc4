package org.slapos.slap.hateoas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Reads the form of an instance tree, as the full Master and slapproxy fill it. */
final class InstanceTreeForm {
  private InstanceTreeForm() {}

  static InstanceInformation read(String title, Document form) {
    return new InstanceInformation(
        title,
        form.textField("url_string").orElseThrow(() -> new MalformedDocumentException("it has no field my_url_string")),
        form.textField("source_reference"),
        form.textField("slap_state"),
        form.field("root_slave").map(InstanceTreeForm::isTrue).orElse(false),
        form.textField("text_content").<Map<String, Optional<String>>>map(InstanceXml::read).orElse(Map.of()),
        form.field("connection_parameter_list").map(InstanceTreeForm::connectionParameters).orElse(Map.of()),
        form.field("news").map(InstanceTreeForm::news));
  }

  private static boolean isTrue(Value value) {
    return switch (value) {
      case Value.Int(var number) -> number.signum() != 0;
      case Value.Bool(var bool) -> bool;
      default -> false;
    };
  }

  /** A list of pairs from the full Master, instance XML from slapproxy. */
  private static Map<String, Optional<String>> connectionParameters(Value value) {
    return switch (value) {
      case Value.Text(var xml) -> InstanceXml.read(xml);
      case Value.ListValue(var pairs) -> {
        var parameters = new LinkedHashMap<String, Optional<String>>();
        for (var pair : pairs) {
          var document = Document.of(pair);
          parameters.put(
              document.text("connection_key"), document.at("connection_value").map(InstanceXml::notation));
        }
        yield parameters;
      }
      default -> throw new MalformedDocumentException("its connection parameters are neither a list nor a text");
    };
  }

  private static List<Value.Dict> news(Value value) {
    return Document.of(value).at("instance").stream()
        .flatMap(instances -> instances instanceof Value.ListValue(var entries) ? entries.stream() : Stream.of())
        .map(entry -> Document.of(entry).content())
        .toList();
  }
}
