package org.slapos.format;

import org.slapos.slap.wire.Value;

/**
 * The tap or tun interface of a partition as instances read it: what is not there is the empty text.
 *
 * @param name may be empty for a partition without one
 */
record VirtualInterface(String name, Family ipv4, Family ipv6) {

  /** The addresses of one family. */
  record Family(String address, String gateway, String netmask, String network) {
    static final Family NONE = new Family("", "", "", "");

    boolean isNone() {
      return equals(NONE);
    }
  }

  /** An interface without any address. */
  static VirtualInterface named(String name) {
    return new VirtualInterface(name, Family.NONE, Family.NONE);
  }

  /** Reads the nine fields of the record; absent ones are empty. */
  static VirtualInterface of(Value.Dict fields) {
    return new VirtualInterface(text(fields, "name"), family(fields, "ipv4_"), family(fields, "ipv6_"));
  }

  VirtualInterface withIpv4(Family addresses) {
    return new VirtualInterface(name, addresses, ipv6);
  }

  VirtualInterface withIpv6(Family addresses) {
    return new VirtualInterface(name, ipv4, addresses);
  }

  Value.Dict fields() {
    var fields = Value.Dict.builder();
    put(fields, "ipv4_", ipv4);
    put(fields, "ipv6_", ipv6);
    return fields.put("name", name).build();
  }

  private static void put(Value.Dict.Builder fields, String prefix, Family family) {
    fields.put(prefix + "addr", family.address())
        .put(prefix + "gateway", family.gateway())
        .put(prefix + "netmask", family.netmask())
        .put(prefix + "network", family.network());
  }

  private static Family family(Value.Dict fields, String prefix) {
    return new Family(
        text(fields, prefix + "addr"),
        text(fields, prefix + "gateway"),
        text(fields, prefix + "netmask"),
        text(fields, prefix + "network"));
  }

  private static String text(Value.Dict fields, String key) {
    return fields.text(key).orElse("");
  }
}
