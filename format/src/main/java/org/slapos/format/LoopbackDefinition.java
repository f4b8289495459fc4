package org.slapos.format;

/**
 * Defines partitions that need no root: each has an address of the loopback network, and all belong to one account.
 *
 * @param network the first three numbers of the addresses, such as 127.0.1
 */
public record LoopbackDefinition(String network, String user, int partitions) {
  /** The content of an {@code input_definition_file}. */
  public String text() {
    var text = new StringBuilder("[computer]\naddress = 127.0.0.1/255.0.0.0\n");
    for (int i = 0; i < partitions; i++) {
      text.append("""

          [partition_%1$d]
          address = %2$s.%3$d/255.255.255.255 ::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
          pathname = slappart%1$d
          user = %4$s
          network_interface =
          """.formatted(i, network, i + 1, user));
    }
    return text.toString();
  }
}
