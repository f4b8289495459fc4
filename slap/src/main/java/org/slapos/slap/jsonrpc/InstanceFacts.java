package org.slapos.slap.jsonrpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.classic.PartitionId;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** What an instance document tells (reference: protocol-jsonrpc.md, 5). */
record InstanceFacts(Value.Dict document) {

  PartitionId place() {
    return new PartitionId(text("computer_guid"), text("compute_partition_id"));
  }

  String text(String member) {
    return Documents.text(document, member);
  }

  /** A text; empty if it is absent or empty. */
  Optional<String> optional(String member) {
    return document.text(member).filter(text -> !text.isEmpty());
  }

  Value.Dict object(String member) {
    return document.get(member).orElse(Value.None.NONE) instanceof Value.Dict object ? object : Value.Dict.EMPTY;
  }

  boolean shared() {
    return document.get("shared").equals(Optional.of(new Value.Bool(true)));
  }

  /** What has no value is absent. */
  Map<String, String> connectionParameters() {
    var parameters = new LinkedHashMap<String, String>();
    object("connection_parameters").entries().forEach((name, value) -> {
      if (!(value instanceof Value.None)) {
        parameters.put(InstanceXml.notation(name), InstanceXml.notation(value));
      }
    });
    return parameters;
  }

  /** The parameters, with the Master's own under the names that they have in the classic API. */
  Value.Dict parameters(Value guests) {
    var parameters = Value.Dict.builder();
    object("parameters").entries().forEach((name, value) -> parameters.put(InstanceXml.notation(name), value));
    return parameters
        .put("ip_list", pairs("ip_list"))
        .put("full_ip_list", pairs("full_ip_list"))
        .put("instance_title", text("title"))
        .put("root_instance_title", text("root_instance_title"))
        .put("slap_computer_id", text("computer_guid"))
        .put("slap_computer_partition_id", text("compute_partition_id"))
        .put("slap_software_release_url", text("software_release_uri"))
        .put("slap_software_type", text("software_type"))
        .put("slave_instance_list", guests)
        .put("timestamp", document.get("processing_timestamp").map(InstanceXml::notation).orElse("0"))
        .build();
  }

  private Value pairs(String member) {
    return document.get(member).orElse(Value.None.NONE) instanceof Value.ListValue(var items)
        ? new Value.ListValue(items.stream().map(InstanceFacts::tuple).toList())
        : new Value.ListValue(List.of());
  }

  private static Value tuple(Value pair) {
    return pair instanceof Value.ListValue(var items) ? new Value.Tuple(items) : pair;
  }
}
