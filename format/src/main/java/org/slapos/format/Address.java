package org.slapos.format;

/** An address of a partition or of the computer, with its mask in address notation. */
record Address(String address, String netmask) {

  /** Reads {@code address/netmask}. */
  static Address parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw new IllegalArgumentException("an address is written address/netmask, not '" + text + "'");
    }
    return new Address(text.substring(0, slash), text.substring(slash + 1));
  }
}
