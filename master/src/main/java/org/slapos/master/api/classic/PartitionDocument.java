package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import org.slapos.master.api.SharedEntries;
import org.slapos.master.domain.AccessStatus;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.SharedInstance;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** A partition as its node reads it: an object of class ComputerPartition (reference: protocol-slap.md, 4.2). */
final class PartitionDocument {
  private PartitionDocument() {}

  static Value of(Partition partition, List<SharedInstance> listed, Optional<AccessStatus> status) {
    var id = partition.id();
    var attributes =
        Value.Dict.builder()
            .put("_computer_id", id.computer())
            .put("_partition_id", id.partition())
            .put("_request_dict", Value.None.NONE)
            .put("_instance_guid", id.guid());
    partition
        .instance()
        .ifPresentOrElse(
            instance -> {
              describe(instance, partition.addresses(), listed, attributes);
              status.ifPresent(known -> attributes.put("_access_status", known.text()));
            },
            () ->
                attributes
                    .put("_requested_state", "destroyed")
                    .put("_need_modification", Value.ofInt(0))
                    .put("_software_release_document", Value.None.NONE));
    var arguments =
        List.of(new Value.Text(id.computer()), new Value.Text(id.partition()), Value.None.NONE);
    return new Value.Instance(
        Value.SlapClass.COMPUTER_PARTITION, List.copyOf(arguments), Optional.of(attributes.build()));
  }

  private static void describe(
      Instance instance,
      List<NetworkAddress> addresses,
      List<SharedInstance> listed,
      Value.Dict.Builder attributes) {
    var release = instance.softwareRelease();
    attributes
        .put("_requested_state", instance.state().wireName())
        .put("_need_modification", Value.ofInt(1))
        .put("_software_release_document", ReleaseDocument.of(release, instance.place().computer()))
        .put("_parameter_dict", parameters(instance, addresses, listed))
        .put("_connection_dict", Documents.read(instance.connectionXml()));
  }

  private static Value parameters(
      Instance instance, List<NetworkAddress> addresses, List<SharedInstance> listed) {
    var parameters = Value.Dict.builder();
    InstanceXml.read(instance.parameterXml()).forEach((key, text) -> parameters.put(key, Documents.textOrNone(text)));
    var title = Documents.textOrNone(instance.title());
    return parameters
        .put("ip_list", Documents.addresses(addresses))
        .put("full_address_list", new Value.ListValue(List.of()))
        .put("instance_title", title)
        .put("root_instance_title", instance.isRoot() ? title : new Value.Text(instance.rootTitle()))
        .put("slap_computer_id", instance.place().computer())
        .put("slap_computer_partition_id", instance.place().partition())
        .put("slap_software_release_url", instance.softwareRelease())
        .put("slap_software_type", instance.softwareType())
        .put("slave_instance_list", SharedEntries.list(listed))
        .put("timestamp", instance.timestamp().text())
        .build();
  }
}
