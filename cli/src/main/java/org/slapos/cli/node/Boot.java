package org.slapos.cli.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.config.ConfigurationException;
import org.slapos.config.IoReason;
import org.slapos.format.HostNetwork;
import org.slapos.slap.http.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again until the node is formatted and its Master knows of the start; each wait says why (node-misc.md, 2). */
final class Boot {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos.boot");
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(15);
  /** Then the node goes on with IPv4 alone. */
  private static final int IPV6_TRIES = 24;
  private static final String LOOPBACK = "lo";

  private final Steps steps;
  private final Outside outside;
  private final HttpUrl master;

  Boot(Steps steps, Outside outside, HttpUrl master) {
    this.steps = steps;
    this.outside = outside;
    this.master = master;
  }

  /** The commands that are run; each gives its exit status. */
  interface Steps {
    int format() throws IOException;

    int bang() throws IOException;
  }

  /** What is waited for. */
  interface Outside {
    boolean hasGlobalIpv6(String device) throws IOException;

    /** Opens a connection and closes it. */
    void reach(HttpUrl url) throws IOException;

    void pause(Duration duration);

    /** The network and the clock of this machine. */
    final class OfThisMachine implements Outside {
      private static final int CONNECT_MILLIS = 5000;

      @Override
      public boolean hasGlobalIpv6(String device) throws IOException {
        return HostNetwork.hasGlobalIpv6(device);
      }

      @Override
      public void reach(HttpUrl url) throws IOException {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(url.host(), url.effectivePort()), CONNECT_MILLIS);
        }
      }

      @Override
      public void pause(Duration duration) {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new CommandFailure(ExitStatus.FAILURE, "interrupted while waiting", e);
        }
      }
    }
  }

  /** Waits for an address of the interface, but not for ever: a network may have none. */
  void awaitIpv6(String device) {
    if (device.equals(LOOPBACK)) {
      return;
    }
    LOGGER.info("[BOOT] Checking if '{}' has IPv6...", device);
    for (int attempt = 1; !hasIpv6(device); attempt++) {
      if (attempt == IPV6_TRIES) {
        LOGGER.warn("[BOOT] No IPv6 on interface '{}' after {} seconds: going on without", device, attempt * SHORT.toSeconds());
        return;
      }
      LOGGER.error("[BOOT] No IPv6 found on interface '{}', try again in 5 seconds...", device);
      outside.pause(SHORT);
    }
  }

  private boolean hasIpv6(String device) {
    try {
      return outside.hasGlobalIpv6(device);
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.FAILURE, "cannot read the interfaces: " + IoReason.of(e), e);
    }
  }

  void formatAndBang() {
    int formatted = attempt("format", steps::format);
    while (formatted != ExitStatus.SUCCESS) {
      if (formatted == ExitStatus.USAGE) {
        LOGGER.error("[BOOT] Fail to post format information, try again when connection to master is up...");
        outside.pause(LONG);
        awaitMaster();
      } else {
        LOGGER.error("[BOOT] Fail to format, try again in 15 seconds...");
        outside.pause(LONG);
      }
      formatted = attempt("format", steps::format);
    }
    while (attempt("bang", steps::bang) != ExitStatus.SUCCESS) {
      LOGGER.error("[BOOT] Fail to bang, try again in 15 seconds...");
      outside.pause(LONG);
    }
  }

  /** Waits until somebody listens at the Master's address, and says what is in the way. */
  private void awaitMaster() {
    while (true) {
      LOGGER.info("[BOOT] Connecting to {}...", master.authority());
      try {
        outside.reach(master);
        LOGGER.info("[BOOT] Master reachable...");
        return;
      } catch (IOException e) {
        LOGGER.error("[BOOT] Master unreachable: {}; try again in 5 seconds...", IoReason.of(e));
        outside.pause(SHORT);
      }
    }
  }

  /** One of the steps. */
  private interface Step {
    int run() throws IOException;
  }

  /** A wrong configuration does not get right by waiting; everything else may. */
  private static int attempt(String name, Step step) {
    LOGGER.info("[BOOT] Invoking slapos node {}...", name);
    try {
      return step.run();
    } catch (ConfigurationException | CommandFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      LOGGER.error("[BOOT] {}", e instanceof IOException io ? IoReason.of(io) : e.getMessage(), e);
      return ExitStatus.FAILURE;
    }
  }

  /** Without them every partition is processed by the next {@code node instance}. */
  static void forgetTimestamps(Path instanceRoot, String partition) throws IOException {
    if (!Files.isDirectory(instanceRoot)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(instanceRoot, partition + "*")) {
      for (Path folder : folders) {
        Path timestamp = folder.resolve(".timestamp");
        if (Files.deleteIfExists(timestamp)) {
          LOGGER.info("Removing {}", timestamp);
        }
      }
    }
  }
}
