package org.slapos.format;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IPv6 addresses as numbers of 128 bits. */
final class Ipv6Number {
  static final int BITS = 128;

  private Ipv6Number() {}

  static BigInteger of(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  /** The number of an address in text; scopes and masks are not understood. */
  static BigInteger of(String address) {
    return of(Inet6Address.ofLiteral(address));
  }

  /** The canonical text. */
  static String text(BigInteger address) {
    byte[] bytes = new byte[BITS / Byte.SIZE];
    byte[] digits = address.toByteArray();
    int length = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
    try {
      return Ipv6Text.of(Inet6Address.getByAddress("", bytes, -1));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }

  /** The address with its bits after the prefix cleared. */
  static BigInteger network(BigInteger address, int prefixLength) {
    int hostBits = BITS - prefixLength;
    return address.shiftRight(hostBits).shiftLeft(hostBits);
  }

  /** As many ones as that, the lowest bits of a number. */
  static BigInteger ones(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }
}
