package org.slapos.format;

import java.math.BigInteger;

/** An address of a partition or of the computer, with its mask in address notation. */
record Address(String address, String netmask) {
  private static final String ONE_IPV4_HOST = "255.255.255.255";

  /** Reads {@code address/netmask}. */
  static Address parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw new IllegalArgumentException("an address is written address/netmask, not '" + text + "'");
    }
    return new Address(text.substring(0, slash), text.substring(slash + 1));
  }

  /** An IPv4 address for one host. */
  static Address ipv4(String address) {
    return new Address(address, ONE_IPV4_HOST);
  }

  boolean isIpv6() {
    return address.contains(":");
  }

  /**
   * The length of the mask's prefix; the older notation {@code mask/length} is understood too.
   *
   * @throws IllegalArgumentException if the mask is none
   */
  int prefixLength() {
    int slash = netmask.indexOf('/');
    if (slash >= 0) {
      return Integer.parseInt(netmask.substring(slash + 1));
    }
    if (!isIpv6()) {
      return Ipv4Network.length(netmask);
    }
    BigInteger mask = Ipv6Number.of(netmask);
    int length = mask.bitCount();
    if (!mask.equals(Ipv6Number.ones(length).shiftLeft(Ipv6Number.BITS - length))) {
      throw new IllegalArgumentException("'" + netmask + "' is not a netmask");
    }
    return length;
  }
}
