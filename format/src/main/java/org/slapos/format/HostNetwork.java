package org.slapos.format;

import java.io.IOException;

/** What other commands ask about the interfaces of this machine. */
public final class HostNetwork {
  private HostNetwork() {}

  /**
   * Whether an interface has an IPv6 address that partitions can be numbered from.
   *
   * @throws FormatException if there is no such interface
   */
  public static boolean hasGlobalIpv6(String interfaceName) throws IOException {
    return NetworkFacts.read(SystemCommands.ofThisMachine()).required(interfaceName).addresses().stream()
        .anyMatch(Link.OnLink::isGlobalIpv6);
  }
}
