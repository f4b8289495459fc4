package org.slapos.format;

import java.math.BigInteger;

/**
 * Which IPv6 addresses the partitions of a computer have by their index (reference: format.md, 4.7).
 *
 * @param host the computer's own address, its prefix is everybody's
 * @param prefixLength of that address
 * @param shift how many bits after the prefix number the ranges
 */
record PartitionNumbering(BigInteger host, int prefixLength, int shift) {
  private static final int FIRST_INDEX = 2;

  /** What a range is for; each kind has a quarter of the numbers. */
  enum Use {
    PARTITION(1),
    TAP(2),
    TUN(3);

    private final int quarter;

    Use(int quarter) {
      this.quarter = quarter;
    }
  }

  /** The address of a partition: the prefix and its index plus 2, as far as the host bits hold it. */
  String address(int index) {
    int hostBits = Ipv6Number.BITS - prefixLength;
    BigInteger offset = BigInteger.valueOf(index + (long) FIRST_INDEX);
    if (offset.bitLength() > hostBits) {
      offset = hostBits >= 2
          ? BigInteger.valueOf(index % ((1L << hostBits) - 2) + FIRST_INDEX)
          : offset.and(Ipv6Number.ones(hostBits));
    }
    return Ipv6Number.text(network().or(offset));
  }

  /** The computer's address with another last hextet. */
  String addressEndingIn(int hextet) {
    return Ipv6Number.text(host.shiftRight(16).shiftLeft(16).or(BigInteger.valueOf(hextet)));
  }

  /**
   * The range of that use and partition.
   *
   * @throws FormatException if the prefix leaves no room for ranges
   */
  Ipv6Range range(Use use, int index) {
    return numbered((((long) use.quarter) << (shift - 2)) + index + 1);
  }

  /** The range with that number after the prefix. */
  Ipv6Range numbered(long number) {
    int length = prefixLength + shift;
    if (length >= Ipv6Number.BITS) {
      throw new FormatException("The IPv6 range has prefixlen " + length + " which is too big for generating IPv6 range "
          + "for partitions; use an interface with a shorter prefix, or partition_has_ipv6_range = false");
    }
    BigInteger first = network().or(BigInteger.valueOf(number).shiftLeft(Ipv6Number.BITS - length));
    String text = Ipv6Number.text(first);
    return new Ipv6Range(text, length, text + "/" + length);
  }

  /** The last address of a range. */
  static String last(Ipv6Range range) {
    BigInteger hosts = Ipv6Number.ones(Ipv6Number.BITS - range.prefixLength());
    return Ipv6Number.text(Ipv6Number.of(range.address()).or(hosts));
  }

  /** The first host of the range that an address is in. */
  static String first(String address, int prefixLength) {
    return Ipv6Number.text(Ipv6Number.network(Ipv6Number.of(address), prefixLength).or(BigInteger.ONE));
  }

  /** Whether an address begins with the computer's prefix. */
  boolean covers(String address) {
    return Ipv6Number.network(Ipv6Number.of(address), prefixLength).equals(network());
  }

  String netmask() {
    return Ipv6Range.netmask(prefixLength);
  }

  private BigInteger network() {
    return Ipv6Number.network(host, prefixLength);
  }
}
