package org.slapos.cli.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.config.SettingsReader;

/**
 * What {@code [slapos]} says about the resident agent.
 *
 * @param socket {@code agent_socket}; for {@code node agent status}
 * @param listen {@code agent_listen}: loopback address and port on which metrics are given too
 * @param intervals {@code agent_JOB_interval}; without entry a job is not done
 */
record AgentConfiguration(Path socket, Optional<InetSocketAddress> listen, Map<String, Duration> intervals) {
  private static final Map<String, Integer> USUAL_SECONDS =
      Map.of("software", 60, "instance", 60, "promise", 3600, "report", 3600, "collect", 60);

  /** Reads it; problems are left for {@link SettingsReader#finish}. */
  static AgentConfiguration read(SettingsReader settings) {
    Path socket = settings.path("agent_socket").orElse(settings.requiredPath("instance_root").resolve("agent.sock"));
    var intervals = new HashMap<String, Duration>();
    USUAL_SECONDS.forEach((job, usual) -> {
      String key = "agent_" + job + "_interval";
      int seconds = settings.integer(key).orElse(usual);
      if (seconds < 0) {
        settings.refuse(key, "'%s' is a number of seconds, or 0 for never".formatted(key));
      } else if (seconds > 0) {
        intervals.put(job, Duration.ofSeconds(seconds));
      }
    });
    return new AgentConfiguration(socket, settings.text("agent_listen").flatMap(text -> listen(text, settings)), intervals);
  }

  private static Optional<InetSocketAddress> listen(String text, SettingsReader settings) {
    int colon = text.lastIndexOf(':');
    try {
      InetAddress address = InetAddress.getByName(colon > 0 ? text.substring(0, colon) : "127.0.0.1");
      int port = Integer.parseInt(text.substring(colon + 1));
      if (address.isLoopbackAddress() && port >= 0 && port <= 65535) {
        return Optional.of(new InetSocketAddress(address, port));
      }
    } catch (UnknownHostException | NumberFormatException e) {
      settings.refuse("agent_listen", "'agent_listen' must be ADDRESS:PORT, not '" + text + "'");
      return Optional.empty();
    }
    settings.refuse("agent_listen", "'agent_listen' must be a loopback address and a port, such as 127.0.0.1:9640");
    return Optional.empty();
  }
}
