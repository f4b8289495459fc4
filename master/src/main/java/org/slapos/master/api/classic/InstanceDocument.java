package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** The answer to a request: an object of class SoftwareInstance (reference: protocol-slap.md, 4.4). */
final class InstanceDocument {
  private InstanceDocument() {}

  /** @param requested parameters, which are those of the instance from now on */
  static Value of(Answer.Allocated allocated, Value.Dict requested) {
    var instance = allocated.instance();
    var parameters = Value.Dict.builder();
    InstanceXml.written(requested).forEach((key, text) -> parameters.put(key, Documents.textOrNone(text)));
    parameters.put("timestamp", instance.timestamp().text());
    return document(
        place(instance, instance.place().partition(), allocated.addresses())
            .put("_connection_dict", Documents.read(instance.connectionXml()))
            .put("_instance_guid", instance.place().guid())
            .put("_parameter_dict", parameters.build())
            .put("_requested_state", allocated.requestedState().wireName())
            .put("connection_xml", Documents.textOrNone(instance.connectionXml())));
  }

  /**
   * The answer for a shared instance.
   *
   * @param parameterXml instance XML of the requested parameters
   */
  static Value of(Answer.AllocatedShared allocated, String parameterXml) {
    return document(
        place(allocated.host(), allocated.shared().host(), allocated.addresses())
            .put("_connection_dict", Documents.read(allocated.shared().connectionXml()))
            .put("_parameter_dict", Documents.read(Optional.of(parameterXml))));
  }

  private static Value.Dict.Builder place(Instance host, String partition, List<NetworkAddress> addresses) {
    return Value.Dict.builder()
        .put("ip_list", Documents.addresses(addresses))
        .put("slap_computer_id", host.place().computer())
        .put("slap_computer_partition_id", partition)
        // The reference sends this constant, and clients copy it.
        .put("slap_server_url", "slap_server_url")
        .put("slap_software_release_url", host.softwareRelease())
        .put("slap_software_type", host.softwareType());
  }

  private static Value document(Value.Dict.Builder attributes) {
    return new Value.Instance(Value.SlapClass.SOFTWARE_INSTANCE, List.of(), Optional.of(attributes.build()));
  }
}
