package org.slapos.format;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The addresses that an interface of this machine has. */
interface HostAddresses {

  /** An address and the length of its prefix. */
  record OnInterface(InetAddress address, int prefixLength) {}

  /**
   * @throws FormatException if there is no such interface
   */
  List<OnInterface> of(String interfaceName);

  /** The IPv6 address that partitions are numbered from: global, with the shortest prefix, then the lowest. */
  default Optional<OnInterface> globalIpv6(String interfaceName) {
    return of(interfaceName).stream()
        .filter(on -> on.address() instanceof Inet6Address a
            && !a.isLinkLocalAddress() && !a.isLoopbackAddress() && !a.isMulticastAddress())
        .min(Comparator.comparingInt(OnInterface::prefixLength).thenComparing(on -> on.address().getHostAddress()));
  }

  /** This machine as the kernel shows it. */
  static HostAddresses ofThisMachine() {
    return name -> {
      try {
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
          throw new FormatException("there is no network interface '" + name + "' on this machine");
        }
        return found.getInterfaceAddresses().stream().map(HostAddresses::onInterface).toList();
      } catch (SocketException e) {
        throw new FormatException("cannot list the addresses of " + name + ": " + e.getMessage(), e);
      }
    };
  }

  private static OnInterface onInterface(InterfaceAddress address) {
    return new OnInterface(address.getAddress(), address.getNetworkPrefixLength());
  }
}
