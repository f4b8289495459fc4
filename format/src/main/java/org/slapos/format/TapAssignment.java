package org.slapos.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the partitions' tap interfaces (reference: format.md, 4.5). */
final class TapAssignment {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  /** The shift of the network behind a tap is always that, whatever {@code ipv6_prefixshift} says. */
  private static final int NETWORK_SHIFT = 16;

  private final FormatSettings.Taps settings;
  private final Optional<Ipv6Allocation> ipv6;
  private final Optional<Gateway> gateway;

  /** What IPv4 taps are behind, and the addresses that are left for them. */
  private record Gateway(String address, Ipv4Network network, List<String> free) {}

  TapAssignment(
      FormatSettings.Taps settings, NetworkFacts facts, ComputerDescription computer, Optional<Ipv6Allocation> ipv6) {
    this.settings = settings;
    this.ipv6 = ipv6.filter(_ -> settings.ipv6());
    this.gateway = Optional.of(settings.gatewayInterface())
        .filter(name -> settings.create() && !name.isEmpty())
        .map(name -> gateway(facts.required(name), computer));
  }

  /** The tap of a partition with its addresses. */
  VirtualInterface of(PartitionDescription partition, int index) {
    VirtualInterface recorded = partition.tap();
    if (!settings.create() || recorded.name().isEmpty()) {
      return recorded;
    }
    return recorded
        .withIpv4(gateway.map(behind -> ipv4(recorded, behind)).orElse(VirtualInterface.Family.NONE))
        .withIpv6(ipv6.map(allocation -> ipv6(partition, index, allocation)).orElse(VirtualInterface.Family.NONE));
  }

  private static VirtualInterface.Family ipv4(VirtualInterface recorded, Gateway gateway) {
    String kept = recorded.ipv4().address();
    boolean fits = !kept.isEmpty() && gateway.network().contains(kept) && !kept.equals(gateway.address());
    String address = fits ? kept : gateway.free().removeFirst();
    if (!fits && !kept.isEmpty()) {
      LOGGER.warn("Tap {} moves from {} to {}: the gateway's network is now {}", recorded.name(), kept, address, gateway.network());
    }
    String network = gateway.network().at(0);
    return new VirtualInterface.Family(address, gateway.address(), gateway.network().netmask(), network);
  }

  private static VirtualInterface.Family ipv6(PartitionDescription partition, int index, Ipv6Allocation allocation) {
    VirtualInterface.Family recorded = partition.tap().ipv6();
    int length = allocation.numbering().prefixLength() + NETWORK_SHIFT;
    boolean kept = !recorded.address().isEmpty() && allocation.numbering().covers(recorded.address());
    String address = recorded.address();
    String netmask = recorded.netmask();
    if (!kept) {
      Ipv6Range range = allocation.range(Optional.empty(), PartitionNumbering.Use.TAP, partition, index);
      address = PartitionNumbering.last(range);
      netmask = range.netmask();
      if (!recorded.isNone()) {
        LOGGER.warn("Tap {} moves from {} to {}: the prefix has changed", partition.tap().name(), recorded.address(), address);
      }
    }
    String first = PartitionNumbering.first(address, length);
    return new VirtualInterface.Family(address, first, netmask, first + "/" + length);
  }

  /** Addresses of the gateway's network in order, without its own and those that partitions have. */
  private static Gateway gateway(Link link, ComputerDescription computer) {
    Link.OnLink own = link.addresses().stream().filter(Link.OnLink::isIpv4).findFirst()
        .orElseThrow(() -> new FormatException("tap_gateway_interface " + link.name() + " has no IPv4 address"));
    Ipv4Network network = Ipv4Network.around(own.text(), own.prefixLength());
    Set<String> given = new HashSet<>(Set.of(own.text()));
    computer.partitions().forEach(partition -> given.add(partition.tap().ipv4().address()));
    var free = new ArrayList<String>();
    int wanted = computer.partitions().size();
    for (long i = 1; i < network.size() && free.size() < wanted; i++) {
      String address = network.at(i);
      if (!given.contains(address)) {
        free.add(address);
      }
    }
    long missing = computer.partitions().stream().filter(partition -> partition.tap().ipv4().address().isEmpty()).count();
    if (free.size() < missing) {
      throw new FormatException("Could not create " + wanted + " tap interfaces from address " + own.text() + ": the network "
          + network + " of " + link.name() + " is too small");
    }
    return new Gateway(own.text(), network, free);
  }
}
