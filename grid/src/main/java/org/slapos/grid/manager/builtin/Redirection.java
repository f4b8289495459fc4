package org.slapos.grid.manager.builtin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * One port of the machine that leads to another place (reference: manager.md, 5).
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param listenAddress empty for all
 */
record Redirection(
    String protocol, int listenPort, Optional<String> listenAddress, int targetPort, String targetAddress) {
  /** Ports below belong to root. */
  private static final int FIRST_ORDINARY_PORT = 1024;

  private static final int LAST_PORT = 65535;

  /**
   * Reads a request.
   *
   * @param addresses of the partition: without a target address the first IPv6 one is meant
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Redirection of(Value entry, List<String> addresses) {
    if (!(entry instanceof Value.Dict request)) {
      throw new IllegalArgumentException("Bad redirection: " + entry);
    }
    String type = request.text("type").orElse("tcp").toLowerCase(Locale.ROOT);
    if (!type.equals("tcp") && !type.equals("udp")) {
      throw new IllegalArgumentException("Bad source redirection type: " + type);
    }
    int listenPort = port(request.get("srcPort"), "Bad source port provided");
    Optional<String> listenAddress = address(request, "srcAddress", "Bad source address provided");
    int targetPort = port(request.get("destPort"), "Bad destination port provided");
    String targetAddress = address(request, "destAddress", "Bad destination address provided")
        .or(() -> addresses.stream().filter(IpAddress::isV6).findFirst())
        .orElseThrow(() -> new IllegalArgumentException(
            "Bad destination address provided: none is given and the partition has no IPv6 address"));
    return new Redirection(type, listenPort, listenAddress, targetPort, targetAddress);
  }

  private static int port(Optional<Value> value, String complaint) {
    try {
      int port = switch (value.orElse(Value.None.NONE)) {
        case Value.Int(var number) -> number.intValueExact();
        case Value.Text(String text) -> Integer.parseInt(text.strip());
        default -> -1;
      };
      if (port >= 1 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(complaint, e);
    }
    throw new IllegalArgumentException(complaint);
  }

  private static Optional<String> address(Value.Dict request, String key, String complaint) {
    Optional<Value> value = request.get(key).filter(given -> given != Value.None.NONE);
    Optional<String> text = request.text(key).filter(IpAddress::isIp);
    if (value.isPresent() && text.isEmpty()) {
      throw new IllegalArgumentException(complaint);
    }
    return text;
  }

  boolean needsRoot() {
    return listenPort < FIRST_ORDINARY_PORT;
  }

  /** {@code socat-tcp-80}. */
  String name() {
    return "socat-%s-%d".formatted(protocol, listenPort);
  }

  /** socat's two addresses: {@code TCP4-LISTEN:80,fork TCP6:[2001:db8::2]:8080}. */
  String words() {
    String upper = protocol.toUpperCase(Locale.ROOT);
    String bind = listenAddress.map(address -> ",bind=" + address).orElse("");
    String listenFamily = listenAddress.filter(IpAddress::isV6).isPresent() ? "6" : "4";
    String target = IpAddress.isV6(targetAddress) ? "6:[%s]".formatted(targetAddress) : "4:" + targetAddress;
    return "%s%s-LISTEN:%d%s,fork %s%s:%d".formatted(
        upper, listenFamily, listenPort, bind, upper, target, targetPort);
  }
}
