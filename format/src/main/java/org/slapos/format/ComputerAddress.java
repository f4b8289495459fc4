package org.slapos.format;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the IPv6 address that is the computer's and that its partitions are numbered from (format.md, 4.1). */
final class ComputerAddress {
  private ComputerAddress() {}

  /**
   * The lowest address whose network holds the recorded one; otherwise that with the shortest prefix, then the lowest.
   * Addresses of partitions count only if there are no others: after a change of prefix they may still be there.
   */
  static Optional<Link.OnLink> choose(Link link, ComputerDescription recorded) {
    Set<String> partitions = recorded.partitions().stream()
        .flatMap(partition -> partition.addresses().stream())
        .map(Address::address)
        .collect(Collectors.toSet());
    List<Link.OnLink> all = link.addresses().stream().filter(Link.OnLink::isGlobalIpv6).toList();
    List<Link.OnLink> own = all.stream().filter(on -> !partitions.contains(on.text())).toList();
    return choose(own.isEmpty() ? all : own, recorded.address().filter(Address::isIpv6));
  }

  private static Optional<Link.OnLink> choose(List<Link.OnLink> candidates, Optional<Address> recorded) {
    Comparator<Link.OnLink> lowest = Comparator.comparing(on -> Ipv6Number.of(on.address()));
    Optional<Link.OnLink> around = recorded.flatMap(address ->
        candidates.stream().filter(on -> covers(on, Ipv6Number.of(address.address()))).min(lowest));
    return around.or(() -> candidates.stream().min(Comparator.comparingInt(Link.OnLink::prefixLength).thenComparing(lowest)));
  }

  private static boolean covers(Link.OnLink on, BigInteger address) {
    int length = on.prefixLength();
    return Ipv6Number.network(Ipv6Number.of(on.address()), length).equals(Ipv6Number.network(address, length));
  }
}
