package org.slapos.master.show;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** Items of the document for programs: nothing is shortened. */
final class ShownObjects {
  private ShownObjects() {}

  /** What an instance was given and what it published; empty for a free partition. */
  static Optional<Value> parameters(Partition partition) {
    return partition.instance().map(instance ->
        place(partition.id())
            .put("partition_reference", value(instance.title()))
            .put("software_type", instance.softwareType())
            .put("parameters", texts(InstanceXml.read(instance.parameterXml())))
            .put("connection_parameters", published(instance.connectionXml()))
            .build());
  }

  /** The addresses of a partition, unless it is free. */
  static Optional<Value> network(Partition partition) {
    return partition.instance().map(_ ->
        place(partition.id())
            .put("addresses", new Value.ListValue(partition.addresses().stream().map(ShownObjects::address).toList()))
            .build());
  }

  static Value of(SharedInstance shared) {
    return Value.Dict.builder()
        .put("reference", shared.reference())
        .put("computer_reference", shared.computer())
        .put("hosted_by", shared.host())
        .put("requester_id", ProxyShow.requester(shared.requester()))
        .put("software_type", shared.softwareType())
        .put("destroyed", new Value.Bool(!shared.listed()))
        .put("connection_parameters", published(shared.connectionXml()))
        .build();
  }

  static Value of(StatusReport report) {
    var object = Value.Dict.builder().put("computer_reference", report.subject().computer());
    switch (report.subject()) {
      case StatusReport.Subject.Release(var _, var url) -> object.put("url", url);
      case StatusReport.Subject.Place(var id) -> object.put("reference", id.partition());
    }
    return object
        .put("state", word(report.state()))
        .put("reported_at", time(report.at()))
        .put("author", report.author())
        .put("log", report.log())
        .build();
  }

  static Value of(NodeMessage message) {
    return Value.Dict.builder()
        .put("computer_reference", message.computer())
        .put("reference", value(message.partition()))
        .put("kind", word(message.kind()))
        .put("sent_at", time(message.at()))
        .put("author", message.author())
        .put("text", message.text())
        .build();
  }

  static Value value(Optional<String> text) {
    return text.<Value>map(Value.Text::new).orElse(Value.None.NONE);
  }

  private static Value.Dict.Builder place(PartitionId id) {
    return Value.Dict.builder().put("computer_reference", id.computer()).put("reference", id.partition());
  }

  private static Value address(NetworkAddress address) {
    return Value.Dict.builder()
        .put("interface", address.networkInterface())
        .put("address", address.address())
        .put("netmask", value(address.netmask()))
        .build();
  }

  private static Value published(Optional<String> xml) {
    return texts(xml.map(InstanceXml::read).orElseGet(TreeMap::new));
  }

  private static Value texts(Map<String, Optional<String>> texts) {
    var object = Value.Dict.builder();
    texts.forEach((name, text) -> object.put(name, value(text)));
    return object.build();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String time(Timestamp at) {
    return Instant.EPOCH.plus(at.micros(), ChronoUnit.MICROS).toString();
  }
}
