package org.slapos.format;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network interface as the kernel shows it.
 *
 * @param kind such as {@code bridge}, {@code tap} or {@code tun}; empty for hardware
 * @param owner the account that may open a tap or tun
 * @param carrier whether something is connected; without it the kernel cannot ask the network who has an address
 */
record Link(
    String name, String kind, Optional<String> owner, boolean up, boolean carrier, List<OnLink> addresses) {
  Link {
    addresses = List.copyOf(addresses);
  }

  /**
   * An address of a link.
   *
   * @param tentative the kernel is still asking whether another machine has it
   * @param taken another machine has it
   */
  record OnLink(InetAddress address, int prefixLength, boolean tentative, boolean taken) {

    /** Outside the link: neither link-local, loopback nor multicast. Unique local addresses count. */
    boolean isGlobalIpv6() {
      return address instanceof Inet6Address
          && !address.isLinkLocalAddress() && !address.isLoopbackAddress() && !address.isMulticastAddress()
          && !address.isAnyLocalAddress();
    }

    String text() {
      return Ipv6Text.of(address);
    }

    boolean isIpv4() {
      return address.getAddress().length == 4;
    }
  }

  Optional<OnLink> with(String address) {
    return addresses.stream().filter(on -> on.text().equals(address)).findFirst();
  }
}
