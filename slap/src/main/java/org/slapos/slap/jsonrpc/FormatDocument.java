package org.slapos.slap.jsonrpc;

import java.util.List;
import java.util.Optional;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Turns the marshalled description of a computer, as the classic API takes it, into the JSON one. */
final class FormatDocument {
  private FormatDocument() {}

  /**
   * The document of {@code put.v0.compute_node_format}.
   *
   * @throws IllegalArgumentException if the text is no such description
   */
  static Value.Dict of(String computerXml) {
    try {
      if (Marshal.read(computerXml) instanceof Value.Dict computer) {
        var partitions = objects(computer.get("partition_list")).stream().map(FormatDocument::partition).toList();
        return Value.Dict.builder()
            .put("computer_guid", Documents.text(computer, "reference"))
            .put("compute_partition_list", new Value.ListValue(List.copyOf(partitions)))
            .build();
      }
      throw new MalformedDocumentException("not a dictionary");
    } catch (MalformedDocumentException e) {
      throw new IllegalArgumentException("Not the description of a computer: " + e.getMessage(), e);
    }
  }

  private static Value partition(Value.Dict partition) {
    var networkInterface =
        partition.get("tap").orElse(Value.None.NONE) instanceof Value.Dict tap
            ? tap.text("name").filter(name -> !name.isEmpty())
            : Optional.<String>empty();
    var name = Documents.text(partition, "reference");
    var addresses =
        objects(partition.get("address_list")).stream()
            .<Value>map(address -> address(address, networkInterface.orElse(name)))
            .toList();
    return Value.Dict.builder()
        .put("partition_id", name)
        .put("ip_list", new Value.ListValue(addresses))
        .build();
  }

  private static Value address(Value.Dict address, String networkInterface) {
    return Value.Dict.builder()
        .put("ip-address", Documents.text(address, "addr"))
        .put("netmask", address.text("netmask").orElse(""))
        .put("network-interface", networkInterface)
        .build();
  }

  private static List<Value.Dict> objects(Optional<Value> value) {
    return value.orElse(Value.None.NONE) instanceof Value.ListValue(var items)
        ? items.stream().filter(Value.Dict.class::isInstance).map(Value.Dict.class::cast).toList()
        : List.of();
  }
}
