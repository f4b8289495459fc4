package org.slapos.format;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each partition one IPv4 and one IPv6 address; those it had are kept while they still fit (format.md, 4.7). */
final class AddressAssignment {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos.format");
  private static final int IPV6_BITS = 128;
  private static final String ONE_HOST = "255.255.255.255";

  private final FormatSettings.Network network;
  private final HostAddresses host;
  private final RandomGenerator random;

  AddressAssignment(FormatSettings.Network network, HostAddresses host, RandomGenerator random) {
    this.network = network;
    this.host = host;
    this.random = random;
  }

  /** The computer with its own address and all partitions' addresses; reads the interfaces, changes nothing. */
  ComputerDescription assign(ComputerDescription computer) {
    Optional<HostAddresses.OnInterface> prefix = host.globalIpv6(network.ipv6Interface());
    if (prefix.isEmpty()) {
      LOGGER.warn("No global IPv6 on interface '{}': partitions get IPv4 addresses only", network.ipv6Interface());
    }
    Set<String> taken = new HashSet<>();
    host.of(network.interfaceName()).forEach(on -> taken.add(on.address().getHostAddress()));
    computer.partitions().forEach(partition -> partition.addresses().forEach(a -> taken.add(a.address())));
    var partitions = new ArrayList<PartitionDescription>();
    for (PartitionDescription partition : computer.partitions()) {
      var addresses = new ArrayList<Address>();
      addresses.add(ipv4(partition, taken));
      prefix.map(from -> ipv6(from, partitions.size())).ifPresent(addresses::add);
      partitions.add(partition.withAddresses(addresses));
    }
    Optional<Address> own = prefix.map(on -> new Address(text(on.address()), Ipv6Range.netmask(on.prefixLength())));
    return new ComputerDescription(own.or(computer::address), computer.softwareUser(), partitions);
  }

  /** What puts the partitions' addresses on their interfaces. */
  List<FormatAction> actions(ComputerDescription computer) {
    Optional<HostAddresses.OnInterface> prefix = host.globalIpv6(network.ipv6Interface());
    var actions = new ArrayList<FormatAction>();
    for (PartitionDescription partition : computer.partitions()) {
      for (Address address : partition.addresses()) {
        if (address.address().contains(":")) {
          prefix.ifPresent(on -> actions.add(
              new FormatAction.HostAddress(network.ipv6Interface(), address.address(), on.prefixLength())));
        } else {
          actions.add(new FormatAction.HostAddress(network.interfaceName(), address.address(), Integer.SIZE));
        }
      }
    }
    return actions;
  }

  private Address ipv4(PartitionDescription partition, Set<String> taken) {
    Optional<Address> recorded = partition.addresses().stream()
        .filter(address -> !address.address().contains(":") && network.ipv4Pool().contains(address.address()))
        .findFirst();
    if (recorded.isPresent()) {
      return recorded.get();
    }
    for (int attempt = 0; attempt < 1000; attempt++) {
      String candidate = network.ipv4Pool().random(random);
      if (taken.add(candidate)) {
        return new Address(candidate, ONE_HOST);
      }
    }
    throw new FormatException("ipv4_local_network has no free address left for partition " + partition.reference());
  }

  /** The prefix and the partition's index plus 2, as far as the host bits hold it. */
  private static Address ipv6(HostAddresses.OnInterface prefix, int index) {
    int hostBits = IPV6_BITS - prefix.prefixLength();
    BigInteger offset = BigInteger.valueOf(index + 2L);
    if (offset.bitLength() > hostBits) {
      offset = hostBits >= 2
          ? BigInteger.valueOf(index % ((1L << hostBits) - 2) + 2)
          : offset.and(BigInteger.ONE.shiftLeft(hostBits).subtract(BigInteger.ONE));
    }
    BigInteger network = new BigInteger(1, prefix.address().getAddress()).shiftRight(hostBits).shiftLeft(hostBits);
    return new Address(text(network.or(offset)), Ipv6Range.netmask(prefix.prefixLength()));
  }

  private static String text(BigInteger address) {
    byte[] bytes = new byte[IPV6_BITS / Byte.SIZE];
    byte[] digits = address.toByteArray();
    int length = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
    try {
      return text(Inet6Address.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }

  private static String text(InetAddress address) {
    return Ipv6Text.of(address);
  }
}
