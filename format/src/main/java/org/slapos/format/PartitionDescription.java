package org.slapos.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One partition as it is written to its resource file, to the computer's XML and to the Master.
 *
 * @param reference its name, also that of its folder below the instance root
 * @param user its account
 * @param tun empty if the partition has no tun interface
 */
record PartitionDescription(
    String reference,
    Path path,
    String user,
    List<Address> addresses,
    Optional<Ipv6Range> ipv6Range,
    VirtualInterface tap,
    Optional<VirtualInterface> tun,
    List<Path> externalStorage,
    List<String> capabilities) {
  PartitionDescription {
    addresses = List.copyOf(addresses);
    externalStorage = List.copyOf(externalStorage);
    capabilities = List.copyOf(capabilities);
  }

  /** A partition that has nothing yet but its names. */
  static PartitionDescription named(String reference, Path path, String user, String tap) {
    return new PartitionDescription(
        reference, path, user, List.of(), Optional.empty(), VirtualInterface.named(tap), Optional.empty(), List.of(), List.of());
  }

  PartitionDescription withNetwork(
      List<Address> newAddresses, Optional<Ipv6Range> range, VirtualInterface newTap, Optional<VirtualInterface> newTun) {
    return new PartitionDescription(
        reference, path, user, newAddresses, range, newTap, newTun, externalStorage, capabilities);
  }

  PartitionDescription without(Set<String> removed) {
    var left = addresses.stream().filter(address -> !removed.contains(address.address())).toList();
    return withNetwork(left, ipv6Range, tap, tun);
  }

  PartitionDescription withExternalStorage(List<Path> folders) {
    return new PartitionDescription(reference, path, user, addresses, ipv6Range, tap, tun, folders, capabilities);
  }

  Optional<Address> ipv4() {
    return addresses.stream().filter(address -> !address.isIpv6()).findFirst();
  }

  Optional<Address> ipv6() {
    return addresses.stream().filter(Address::isIpv6).findFirst();
  }
}
