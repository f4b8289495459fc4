package org.slapos.format;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which addresses, ranges, taps and tuns the partitions have; changes nothing (reference: format.md, 4). */
final class NetworkAssignment {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final FormatSettings.Network settings;
  private final NetworkFacts facts;
  private final RandomGenerator random;

  NetworkAssignment(FormatSettings.Network settings, NetworkFacts facts, RandomGenerator random) {
    this.settings = settings;
    this.facts = facts;
    this.random = random;
  }

  /** The computer with its own address only; partitions keep what was recorded. */
  ComputerDescription addressed(ComputerDescription computer) {
    return own(computer).map(on -> computer.with(Optional.of(address(on)), computer.partitions())).orElse(computer);
  }

  /**
   * The computer with all addresses of its partitions.
   *
   * @param elsewhere addresses that another machine has
   * @param fixed whether the partitions' addresses come from a definition file and stay as they are
   */
  ComputerDescription assign(ComputerDescription computer, Set<String> elsewhere, boolean fixed) {
    Optional<Link.OnLink> own = own(computer);
    var taken = new Taken(facts, elsewhere, computer);
    Optional<Ipv6Allocation> ipv6 = own.flatMap(on -> settings.ipv6Source().map(device ->
        new Ipv6Allocation(numbering(on), device, taken, random)));
    Optional<Ipv4Allocation> ipv4 = settings.ipv4Pool().flatMap(pool -> settings.interfaceName().map(device ->
        new Ipv4Allocation(pool, device, taken, random)));
    var taps = new TapAssignment(settings.taps(), facts, computer, ipv6);
    var tuns = new TunAssignment(settings.tuns(), computer, ipv6);
    var partitions = new ArrayList<PartitionDescription>();
    for (PartitionDescription partition : computer.partitions()) {
      int index = partitions.size();
      VirtualInterface tap = taps.of(partition, index);
      Optional<VirtualInterface> tun = tuns.of(partition, index);
      if (fixed) {
        partitions.add(partition.withNetwork(partition.addresses(), partition.ipv6Range(), tap, tun));
        continue;
      }
      var addresses = new ArrayList<Address>();
      ipv4.ifPresent(allocation -> addresses.add(allocation.address(partition)));
      ipv6.ifPresent(allocation -> addresses.add(allocation.address(partition, index)));
      Optional<Ipv6Range> range = ipv6.filter(_ -> settings.partitionRanges()).map(allocation ->
          allocation.range(partition.ipv6Range(), PartitionNumbering.Use.PARTITION, partition, index));
      partitions.add(partition.withNetwork(addresses, range, tap, tun));
    }
    Optional<Address> address = fixed ? computer.address().or(() -> own.map(this::address)) : own.map(this::address);
    return computer.with(address, partitions);
  }

  private PartitionNumbering numbering(Link.OnLink on) {
    return new PartitionNumbering(Ipv6Number.of(on.address()), on.prefixLength(), settings.prefixShift());
  }

  private Address address(Link.OnLink on) {
    return new Address(on.text(), Ipv6Range.netmask(on.prefixLength()));
  }

  private Optional<Link.OnLink> own(ComputerDescription computer) {
    Optional<Link> link = settings.ipv6Source().map(facts::required);
    Optional<Link.OnLink> own = link.flatMap(found -> ComputerAddress.choose(found, computer));
    if (own.isEmpty()) {
      link.ifPresent(found -> LOGGER.warn(
          "No global IPv6 on interface '{}': partitions get IPv4 addresses only", found.name()));
    }
    return own;
  }
}
