package org.slapos.format;

import java.net.Inet4Address;
import java.util.random.RandomGenerator;

/**
 * A pool of IPv4 addresses in CIDR notation.
 *
 * @param base the lowest address as a number
 */
public record Ipv4Network(int base, int prefixLength) {

  /**
   * @throws IllegalArgumentException if it is not written {@code a.b.c.d/length}
   */
  public static Ipv4Network parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("an IPv4 network is written address/length, not '" + text + "'");
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    if (length < 0 || length > Integer.SIZE) {
      throw new IllegalArgumentException("an IPv4 network has a length of 0 to 32, not " + length);
    }
    return new Ipv4Network(number(text.substring(0, slash)) & mask(length), length);
  }

  boolean contains(String address) {
    return (number(address) & mask(prefixLength)) == base;
  }

  /** Any address of the pool, its first and last included. */
  String random(RandomGenerator random) {
    int host = prefixLength == Integer.SIZE ? 0 : random.nextInt() & ~mask(prefixLength);
    int address = base | host;
    return (address >>> 24) + "." + ((address >>> 16) & 255) + "." + ((address >>> 8) & 255) + "." + (address & 255);
  }

  private static int number(String address) {
    byte[] bytes = Inet4Address.ofLiteral(address).getAddress();
    return ((bytes[0] & 255) << 24) | ((bytes[1] & 255) << 16) | ((bytes[2] & 255) << 8) | (bytes[3] & 255);
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << (Integer.SIZE - length);
  }
}
