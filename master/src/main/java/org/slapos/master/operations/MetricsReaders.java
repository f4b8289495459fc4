package org.slapos.master.operations;

import java.util.Set;
import org.slapos.master.http.Request;

/**
 * Who may read the metrics: programs of this machine that ask directly, and addresses that the administrator names. A
 * proxy, such as this Master's own relay, asks for somebody else.
 */
final class MetricsReaders {
  /** Headers by which proxies say that they are some. */
  private static final Set<String> PROXIED = Set.of("via", "forwarded", "x-forwarded-for", "x-forwarded-host");

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "::1", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]");

  private final Set<String> named;

  /** @param named addresses, as {@code 192.0.2.1} or {@code 2001:db8::1} */
  MetricsReaders(Set<String> named) {
    this.named = Set.copyOf(named);
  }

  boolean mayRead(Request request) {
    if (PROXIED.stream().anyMatch(name -> request.header(name).isPresent())) {
      return false;
    }
    return LOOPBACK.contains(request.remoteAddress()) || named.contains(request.remoteAddress());
  }
}
