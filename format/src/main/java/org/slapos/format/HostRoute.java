package org.slapos.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route of the kernel.
 *
 * @param destination canonical, without {@code /32} or {@code /128}
 * @param local whether the addresses behind it are this machine's own, in the table {@code local}
 */
record HostRoute(String destination, String device, Optional<String> gateway, boolean local) {

  static HostRoute to(String destination, String device) {
    return new HostRoute(canonical(destination), device, Optional.empty(), false);
  }

  HostRoute via(String newGateway) {
    return new HostRoute(destination, device, Optional.of(newGateway), local);
  }

  /** A whole range that programs of this machine may bind to. */
  static HostRoute ownRange(String network) {
    return new HostRoute(canonical(network), "lo", Optional.empty(), true);
  }

  /** The words after {@code ip route add} or {@code ip route del}. */
  List<String> words() {
    var words = new ArrayList<String>();
    if (local) {
      words.add("local");
    }
    words.addAll(List.of(destination, "dev", device));
    gateway.ifPresent(via -> words.addAll(List.of("via", via)));
    return words;
  }

  /** The destination as the kernel writes it: its host bits cleared. */
  static String canonical(String destination) {
    int slash = destination.indexOf('/');
    if (slash < 0) {
      return destination;
    }
    String address = destination.substring(0, slash);
    if (!address.contains(":")) {
      return Ipv4Network.parse(destination).toString();
    }
    int length = Integer.parseInt(destination.substring(slash + 1));
    String network = Ipv6Number.text(Ipv6Number.network(Ipv6Number.of(address), length));
    return length == Ipv6Number.BITS ? network : network + "/" + length;
  }
}
