package org.slapos.master.api.hateoas;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.SharedInstance;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The documents of a root instance and of a computer. */
final class TreeDocument {
  private static final String TEXT = "StringField";

  private TreeDocument() {}

  static String ofRoot(Instance instance, Map<String, ?> news) {
    return tree("Instance Tree", content(instance, news));
  }

  static String ofInstance(Instance instance, Map<String, ?> news) {
    return tree("Software Instance", content(instance, news));
  }

  private static Content content(Instance instance, Map<String, ?> news) {
    return new Content(
        instance.title().orElse(""),
        instance.state().wireName(),
        instance.parameterXml(),
        instance.connectionXml(),
        instance.softwareRelease(),
        instance.softwareType(),
        0,
        news);
  }

  static String ofShared(SharedInstance shared, Instance host) {
    var parameters = Marshal.read(shared.parameters()) instanceof Value.Dict dict ? dict : Value.Dict.EMPTY;
    return tree(
        "Instance Tree",
        new Content(
            SharedTitle.of(shared),
            // Shared instances have no state of their own; this is the reference's word.
            "unused",
            InstanceXml.write(parameters),
            shared.connectionXml(),
            host.softwareRelease(),
            shared.softwareType(),
            1,
            News.NONE));
  }

  static String ofComputer(String reference) {
    var view =
        Map.of(
            "form_id", field(TEXT, "computer", reference),
            "my_reference", field(TEXT, "reference", reference),
            "my_title", field(TEXT, "reference", reference));
    return document("Computer", view);
  }

  private record Content(
      String title, String state, String parameterXml, Optional<String> connectionXml, String release, String type,
      int shared, Map<String, ?> news) {}

  private static String tree(String typeName, Content content) {
    var view = new TreeMap<String, Object>();
    view.put("form_id", field(TEXT, "form_id", "InstanceTree_viewAsHateoas"));
    view.put("my_connection_parameter_list", my("connection_parameter_list", content.connectionXml()));
    view.put("my_news", my("news", content.news()));
    view.put("my_reference", my("reference", content.title()));
    view.put("my_root_slave", field("IntegerField", "field_my_root_slave", content.shared()));
    view.put("my_slap_state", my("slap_state", content.state()));
    view.put("my_source_reference", my("source_reference", content.type()));
    view.put("my_text_content", my("text_content", content.parameterXml()));
    view.put("my_url_string", my("url_string", content.release()));
    return document(typeName, view);
  }

  private static Map<String, Object> my(String name, Object value) {
    return field(TEXT, "field_my_" + name, value);
  }

  private static Map<String, Object> field(String type, String key, Object value) {
    return Map.of("type", type, "key", key, "default", value);
  }

  private static String document(String typeName, Map<String, ?> view) {
    return SortedJson.write(
        Map.of("_embedded", Map.of("_view", view), "_links", Map.of("type", Map.of("name", typeName))));
  }
}
