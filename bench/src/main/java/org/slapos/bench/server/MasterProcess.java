package org.slapos.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Memory;
import org.slapos.bench.measure.Side;

/** A Master of ours or of the reference ({@code proxy start}) in a process of its own, with an empty database. */
public final class MasterProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(2);
  private static final double NANOS_IN_MILLISECOND = 1e6;

  private final Process process;
  private final URI url;
  private final Path log;
  private double startMillis;

  private MasterProcess(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @throws IllegalStateException if it does not within a minute; the message holds what it said
   */
  public static MasterProcess start(Workplace place, Side side, String name) {
    Path folder = place.newFolder(name);
    try {
      int port = freePort();
      Path configuration = Files.writeString(folder.resolve("slapos.cfg"), """
          [slapos]
          computer_id = COMP-0
          master_url = http://127.0.0.1:%1$d/
          [slapproxy]
          host = 127.0.0.1
          port = %1$d
          database_uri = %2$s/master.db
          """.formatted(port, folder));
      Path log = folder.resolve("master.log");
      var builder = new ProcessBuilder(
          place.slapos(side).toString(), "proxy", "start", "--cfg", configuration.toString());
      builder.environment().put("HOME", folder.toString());
      long begin = System.nanoTime();
      var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      var master = new MasterProcess(process, URI.create("http://127.0.0.1:" + port + "/"), log);
      master.awaitAnswer();
      master.startMillis = (System.nanoTime() - begin) / NANOS_IN_MILLISECOND;
      return master;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a final slash. */
  public URI url() {
    return url;
  }

  /** How long it took to its first answer, in ms. */
  double startMillis() {
    return startMillis;
  }

  /** The most memory it has had resident, in MB. */
  double mostMemory() throws IOException {
    return Memory.mostOf(process.pid());
  }

  /** The memory that it has resident, in MB. */
  double presentMemory() throws IOException {
    return Memory.presentOf(process.pid());
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (System.nanoTime() > deadline || !waitsOn()) {
        close();
        throw new IllegalStateException("The Master does not answer: " + Files.readString(log));
      }
    }
  }

  private boolean answers() {
    try (var in = url.resolve("getRunId").toURL().openStream()) {
      return in.readAllBytes().length > 0;
    } catch (IOException _) {
      // Not listening yet.
      return false;
    }
  }

  private boolean waitsOn() {
    try {
      return !process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
