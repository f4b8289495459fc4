package org.slapos.cli.proxy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slapos.config.SettingsReader;
import org.slapos.master.operations.OperationsSettings;

/** How the Master shall be looked after: access log, an end with notice, who may read its metrics. */
final class OperationsReader {
  private static final int LONGEST_DELAY = 300;

  private OperationsReader() {}

  /** @param reader takes all problems */
  static OperationsSettings read(SettingsReader reader) {
    return new OperationsSettings(reader.path("access_log"), delay(reader), readers(reader));
  }

  private static Duration delay(SettingsReader reader) {
    int seconds = reader.integer("shutdown_delay").orElse(0);
    if (seconds < 0 || seconds > LONGEST_DELAY) {
      reader.refuse("shutdown_delay", "'shutdown_delay' must be between 0 and " + LONGEST_DELAY + ", not " + seconds);
      return Duration.ZERO;
    }
    return Duration.ofSeconds(seconds);
  }

  private static Set<String> readers(SettingsReader reader) {
    var addresses = new HashSet<String>();
    for (String word : reader.words("metrics_readers")) {
      try {
        addresses.add(shown(InetAddress.ofLiteral(word)));
      } catch (IllegalArgumentException e) {
        reader.refuse("metrics_readers", "'metrics_readers' holds addresses, such as 192.0.2.7, not '" + word + "'");
      }
    }
    return addresses;
  }

  /** As the server shows the peer of a connection. */
  private static String shown(InetAddress address) {
    return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
  }
}
