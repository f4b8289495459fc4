package org.slapos.format;

import java.net.Inet4Address;
import java.util.random.RandomGenerator;

/**
 * An IPv4 network.
 *
 * @param base the lowest address as a number
 */
public record Ipv4Network(int base, int prefixLength) {

  /**
   * Reads CIDR notation.
   *
   * @throws IllegalArgumentException if it is not written {@code a.b.c.d/length}
   */
  public static Ipv4Network parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("an IPv4 network is written address/length, not '" + text + "'");
    }
    String mask = text.substring(slash + 1);
    return around(text.substring(0, slash), mask.contains(".") ? length(mask) : Integer.parseInt(mask));
  }

  /** The network that an address is in. */
  static Ipv4Network around(String address, int length) {
    if (length < 0 || length > Integer.SIZE) {
      throw new IllegalArgumentException("an IPv4 network has a length of 0 to 32, not " + length);
    }
    return new Ipv4Network(number(address) & mask(length), length);
  }

  boolean contains(String address) {
    return contains(number(address));
  }

  boolean overlaps(Ipv4Network other) {
    return contains(other.base) || other.contains(base);
  }

  /** How many addresses it has, the first and the last included. */
  long size() {
    return 1L << (Integer.SIZE - prefixLength);
  }

  /** The address at that place; 0 is the network's own. */
  String at(long index) {
    return text(base + (int) index);
  }

  /** The networks that it falls into when the prefix is longer by that many bits. */
  Ipv4Network part(int bits, long index) {
    int length = prefixLength + bits;
    return new Ipv4Network(base + (int) (index << (Integer.SIZE - length)), length);
  }

  /** Any address of the pool, its first and last included. */
  String random(RandomGenerator random) {
    return text(base | (prefixLength == Integer.SIZE ? 0 : random.nextInt() & ~mask(prefixLength)));
  }

  /** The mask in address notation. */
  String netmask() {
    return text(mask(prefixLength));
  }

  /** The length of a prefix by its mask in address notation. */
  static int length(String netmask) {
    int mask = number(netmask);
    int length = Integer.bitCount(mask);
    if (mask != mask(length)) {
      throw new IllegalArgumentException("'" + netmask + "' is not a netmask");
    }
    return length;
  }

  @Override
  public String toString() {
    return text(base) + "/" + prefixLength;
  }

  private boolean contains(int address) {
    return (address & mask(prefixLength)) == base;
  }

  private static String text(int address) {
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
