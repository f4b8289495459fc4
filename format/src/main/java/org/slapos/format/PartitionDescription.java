package org.slapos.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * One partition as it is written to its resource file, to the computer's XML and to the Master.
 *
 * @param reference its name, also that of its folder below the instance root
 * @param tap the eight address fields and the name of the tap interface; texts, empty where there is none
 * @param tun empty if the partition has no tun interface
 */
record PartitionDescription(
    String reference,
    Path path,
    String user,
    List<Address> addresses,
    Optional<Ipv6Range> ipv6Range,
    Value.Dict tap,
    Optional<Value.Dict> tun,
    List<String> capabilities) {
  PartitionDescription {
    addresses = List.copyOf(addresses);
    capabilities = List.copyOf(capabilities);
  }

  PartitionDescription withAddresses(List<Address> newAddresses) {
    return new PartitionDescription(reference, path, user, newAddresses, ipv6Range, tap, tun, capabilities);
  }

  /** The fields of a tap interface without any address. */
  static Value.Dict tapNamed(String name) {
    var fields = Value.Dict.builder();
    for (String family : List.of("ipv4", "ipv6")) {
      for (String field : List.of("addr", "gateway", "netmask", "network")) {
        fields.put(family + "_" + field, "");
      }
    }
    return fields.put("name", name).build();
  }
}
