package org.slapos.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slapos.testing.reference.RootlessNode;

/** A node without root in a temporary folder, for our commands and for the reference's. */
final class TestNode implements AutoCloseable {
  static final String COMPUTER = "COMP-0";

  private final RootlessNode files;
  private Map<String, String> environment;
  private List<String> identity = List.of();

  private TestNode(RootlessNode files) {
    this.files = files;
    environment = files.environment();
  }

  /** Writes the configuration for a Master; the folder's path must be short, for supervisord's socket. */
  static TestNode in(Path folder, String masterUrl, int partitions) throws IOException {
    return new TestNode(new RootlessNode(folder).write(
        COMPUTER, masterUrl, CommandRun.repository().resolve("target/python-tools"), partitions, ""));
  }

  /** From now on commands see themselves as an ordinary account, as the reference's agent needs it outside root mode. */
  TestNode unprivileged() throws IOException {
    identity = files.identity();
    environment = files.ordinaryEnvironment();
    return this;
  }

  Path folder() {
    return files.folder();
  }

  Path configuration() {
    return files.configuration();
  }

  Path instanceRoot() {
    return files.instanceRoot();
  }

  Path softwareRoot() {
    return files.softwareRoot();
  }

  /** Our command with this node's configuration. */
  CommandRun slapos(String... arguments) {
    return run(CommandRun.ourSlapos(), arguments);
  }

  /** Any program with this node's configuration in its environment. */
  CommandRun run(Path program, String... arguments) {
    var words = new ArrayList<>(identity);
    words.add(program.toString());
    words.addAll(List.of(arguments));
    String[] rest = words.subList(1, words.size()).toArray(String[]::new);
    return CommandRun.of(environment, files.folder(), Path.of(words.getFirst()), rest);
  }

  /** The URL text of a sample of this repository. */
  static String sample(String name) {
    return CommandRun.repository().resolve("samples").resolve(name).toString();
  }

  /** A port of the partitions' network on which nothing listens. */
  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends supervisord and the services, if they were started. */
  @Override
  public void close() {
    if (Files.exists(instanceRoot().resolve("sv.sock"))) {
      slapos("node", "supervisorctl", "shutdown");
      long deadline = System.nanoTime() + 90_000_000_000L;
      while (Files.exists(instanceRoot().resolve("sv.sock")) && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
    }
  }
}
