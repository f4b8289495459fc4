package org.slapos.grid.manager.builtin;

import java.net.InetAddress;

/** Tells texts that are addresses from others, without asking a name server. */
final class IpAddress {
  private IpAddress() {}

  static boolean isV4(String text) {
    try {
      InetAddress.ofLiteral(text);
      return text.chars().filter(c -> c == '.').count() == 3 && text.indexOf(':') < 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isV6(String text) {
    try {
      InetAddress.ofLiteral(text);
      return text.indexOf(':') >= 0 && text.indexOf('%') < 0 && text.indexOf('[') < 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isIp(String text) {
    return isV4(text) || isV6(text);
  }
}
