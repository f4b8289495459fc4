package org.slapos.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The addresses of the partitions' tun interfaces; a recorded tun stays as it is (reference: format.md, 4.5). */
final class TunAssignment {
  private static final Ipv4Network POOL = Ipv4Network.parse("172.16.0.0/12");
  private static final int LONGEST_PREFIX = 30;
  private static final String NAME = "slaptun";

  private final FormatSettings.Tuns settings;
  private final Optional<Ipv6Allocation> ipv6;
  private final int parts;
  private final List<Ipv4Network> given = new ArrayList<>();

  TunAssignment(FormatSettings.Tuns settings, ComputerDescription computer, Optional<Ipv6Allocation> ipv6) {
    this.settings = settings;
    this.ipv6 = ipv6.filter(_ -> settings.ipv6());
    this.parts = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, computer.partitions().size() - 1));
    computer.partitions().forEach(partition -> partition.tun()
        .filter(tun -> !tun.ipv4().network().isEmpty())
        .ifPresent(tun -> given.add(Ipv4Network.parse(tun.ipv4().network()))));
  }

  /** The tun of a partition; empty if it has none and none is wanted. */
  Optional<VirtualInterface> of(PartitionDescription partition, int index) {
    Optional<VirtualInterface> tun = partition.tun();
    if (tun.isEmpty() && settings.create()) {
      tun = Optional.of(VirtualInterface.named(NAME + index).withIpv4(ipv4(index)));
    }
    return tun.map(found -> ipv6.map(allocation -> withIpv6(found, partition, index, allocation)).orElse(found));
  }

  private VirtualInterface.Family ipv4(int index) {
    Ipv4Network part = free(index);
    given.add(part);
    String address = part.at(1);
    return new VirtualInterface.Family(address, "", part.netmask(), address + "/" + part.netmask());
  }

  /** The part with the partition's index; one of those that are left if a tun of former days covers it. */
  private Ipv4Network free(int index) {
    for (int bits = parts; POOL.prefixLength() + bits <= LONGEST_PREFIX; bits++) {
      int width = bits;
      Optional<Ipv4Network> part = LongStream.range(0, 1L << bits)
          .map(offset -> (index + offset) % (1L << width))
          .mapToObj(i -> POOL.part(width, i))
          .filter(candidate -> given.stream().noneMatch(candidate::overlaps))
          .findFirst();
      if (part.isPresent()) {
        return part.get();
      }
    }
    throw new FormatException(POOL + " has no network left for the tun of partition " + index);
  }

  private static VirtualInterface withIpv6(
      VirtualInterface tun, PartitionDescription partition, int index, Ipv6Allocation allocation) {
    String recorded = tun.ipv6().address();
    if (!recorded.isEmpty() && allocation.numbering().covers(recorded)) {
      return tun;
    }
    Optional<Ipv6Range> old = Optional.of(tun.ipv6().network()).filter(network -> !network.isEmpty()).map(Ipv6Range::parse);
    Ipv6Range range = allocation.range(old, PartitionNumbering.Use.TUN, partition, index);
    String first = PartitionNumbering.first(range.address(), range.prefixLength());
    return tun.withIpv6(
        new VirtualInterface.Family(first, "", range.netmask(), first + "/" + range.prefixLength()));
  }
}
