package org.slapos.testing.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running {@code slapos proxy start}, usually of the reference, with an empty database, on a free port of 127.0.0.1. */
public final class ProxyProcess implements AutoCloseable {
  /** The computer the proxy is made for. */
  public static final String COMPUTER_ID = "COMP-0";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  /** Often, as its start is measured too. */
  private static final Duration POLL = Duration.ofMillis(2);

  private final Process process;
  private final int port;
  private final Path folder;
  private Duration timeToStart = Duration.ZERO;

  private ProxyProcess(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts a proxy and waits until it answers.
   *
   * @param folder for its configuration, database and log
   * @throws IllegalStateException if it ends or does not answer within a minute; the message holds its log
   */
  public static ProxyProcess start(ReferenceEnvironment environment, Path folder) {
    return start(environment, folder, "");
  }

  /** As {@link #start(ReferenceEnvironment, Path)}, with more lines for its section {@code [slapproxy]} and others. */
  public static ProxyProcess start(ReferenceEnvironment environment, Path folder, String moreConfiguration) {
    return start(environment.executable("slapos"), folder, moreConfiguration);
  }

  /** As {@link #start(ReferenceEnvironment, Path, String)}, of any program, such as ours. */
  public static ProxyProcess start(Path slapos, Path folder, String moreConfiguration) {
    try {
      var port = freePort();
      var configuration = Files.writeString(folder.resolve("slapos-proxy.cfg"), """
          [slapos]
          computer_id = %s
          master_url = http://127.0.0.1:%d/
          [slapproxy]
          host = 127.0.0.1
          port = %d
          database_uri = %s
          %s
          """.formatted(COMPUTER_ID, port, port, folder.resolve("proxy.db"), moreConfiguration));
      var builder = new ProcessBuilder(
          slapos.toString(), "proxy", "start", "--cfg", configuration.toString());
      builder.environment().put("HOME", folder.toString());
      builder.redirectErrorStream(true).redirectOutput(folder.resolve("proxy.log").toFile());
      long begin = System.nanoTime();
      var proxy = new ProxyProcess(builder.start(), port, folder);
      proxy.awaitAnswer();
      proxy.timeToStart = Duration.ofNanos(System.nanoTime() - begin);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() {
    var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (System.nanoTime() > deadline || !waitsOn()) {
        close();
        throw new IllegalStateException("The proxy does not answer: " + log());
      }
    }
  }

  /** Lets a moment pass; false once the process has ended. */
  private boolean waitsOn() {
    try {
      return !process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean answers() {
    try (var in = URI.create(url() + "getRunId").toURL().openStream()) {
      return in.readAllBytes().length > 0;
    } catch (IOException _) {
      // Not listening yet.
      return false;
    }
  }

  /** How long it took to its first answer. */
  public Duration timeToStart() {
    return timeToStart;
  }

  public long pid() {
    return process.pid();
  }

  /** What it has written so far. */
  public String log() {
    try {
      return Files.readString(folder.resolve("proxy.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Master's URL, with final slash. */
  public String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Its configuration file; good for {@code proxy show} and for commands that need only a Master. */
  public Path configuration() {
    return folder.resolve("slapos-proxy.cfg");
  }

  /** Its SQLite database. */
  public Path database() {
    return folder.resolve("proxy.db");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
