package org.slapos.format;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A range of IPv6 addresses that belongs to one partition.
 *
 * @param network as written, in CIDR notation
 */
record Ipv6Range(String address, int prefixLength, String network) {
  private static final int HEXTETS = 8;
  private static final Pattern CIDR = Pattern.compile("([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)/(\\d{1,3})");

  /** Reads {@code address/prefix length}. */
  static Ipv6Range parse(String text) {
    var parts = CIDR.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > Byte.SIZE * 2 * HEXTETS) {
      throw new IllegalArgumentException("an IPv6 range is written address/length, not '" + text + "'");
    }
    // Checks the digits; the pattern has excluded host names, so nothing is looked up.
    InetAddress.ofLiteral(parts.group(1));
    return new Ipv6Range(parts.group(1), Integer.parseInt(parts.group(2)), text);
  }

  /** The mask in address notation, such as {@code ffff:ffff::}. */
  String netmask() {
    return netmask(prefixLength);
  }

  /** As {@link #netmask()}, for any length of prefix. */
  static String netmask(int prefixLength) {
    List<String> hextets = new ArrayList<>();
    for (int bits = prefixLength; bits > 0; bits -= 16) {
      hextets.add(Integer.toHexString((0xffff << Math.max(0, 16 - bits)) & 0xffff));
    }
    int zeros = HEXTETS - hextets.size();
    if (zeros == 1) {
      hextets.add("0");
    }
    return String.join(":", hextets) + (zeros > 1 ? "::" : "");
  }
}
