package org.slapos.format;

import java.net.InetAddress;

/** IPv6 addresses in their canonical text (RFC 5952): what the kernel and other programs show. */
final class Ipv6Text {
  private static final int HEXTETS = 8;

  private Ipv6Text() {}

  static String of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    int[] hextets = new int[HEXTETS];
    for (int i = 0; i < HEXTETS; i++) {
      hextets[i] = ((bytes[2 * i] & 255) << 8) | (bytes[2 * i + 1] & 255);
    }
    return text(hextets);
  }

  private static String text(int[] hextets) {
    int start = -1;
    int longest = 1;
    for (int i = 0; i < HEXTETS; i++) {
      int run = zeros(hextets, i);
      if (run > longest) {
        start = i;
        longest = run;
      }
    }
    var text = new StringBuilder();
    for (int i = 0; i < HEXTETS; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        text.append(text.isEmpty() || text.toString().endsWith(":") ? "" : ":").append(Integer.toHexString(hextets[i]));
      }
    }
    return text.toString();
  }

  private static int zeros(int[] hextets, int from) {
    int end = from;
    while (end < HEXTETS && hextets[end] == 0) {
      end++;
    }
    return end - from;
  }
}
