package org.slapos.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node without root in a temporary folder, for our commands and for the reference's. */
final class TestNode implements AutoCloseable {
  static final String COMPUTER = "COMP-0";
  private static final int NOBODY = 65534;

  private final Path folder;
  private final Path configuration;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> identity = List.of();

  private TestNode(Path folder) {
    this.folder = folder;
    this.configuration = folder.resolve("slapos.cfg");
    environment.put("SLAPOS_CONFIGURATION", configuration.toString());
    environment.put("SLAPOS_CLIENT_CONFIGURATION", configuration.toString());
    environment.put("PYTHONWARNINGS", "ignore");
    environment.put("HOME", folder.toString());
  }

  /** Writes the configuration for a Master; the folder's path must be short, for supervisord's socket. */
  static TestNode in(Path folder, String masterUrl, int partitions) throws IOException {
    var node = new TestNode(folder);
    Files.createDirectories(node.instanceRoot());
    Files.createDirectories(node.softwareRoot());
    Files.writeString(node.configuration, """
        [slapos]
        computer_id = %1$s
        master_url = %2$s
        master_rest_url = %2$shateoas
        software_root = %3$s/soft
        instance_root = %3$s/inst
        root_check = False
        python_tools = %4$s
        pidfile_software = %3$s/sr.pid
        pidfile_instance = %3$s/cp.pid
        pidfile_report = %3$s/ur.pid

        [slapformat]
        input_definition_file = %3$s/definition.cfg
        computer_xml = %3$s/computer.xml
        partition_amount = %5$d
        alter_user = false
        alter_network = false
        create_tap = false
        create_tun = false
        """.formatted(
        COMPUTER, masterUrl, folder, CommandRun.repository().resolve("target/python-tools"), partitions));
    var definition = new StringBuilder("[computer]\naddress = 127.0.0.1/255.0.0.0\n");
    for (int i = 0; i < partitions; i++) {
      definition.append("[partition_%d]\naddress = 127.0.0.%d/255.255.255.255 ::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\n"
          .formatted(i, i + 1));
      definition.append("pathname = slappart%d\nuser = %s\nnetwork_interface =\n"
          .formatted(i, System.getProperty("user.name")));
    }
    Files.writeString(folder.resolve("definition.cfg"), definition);
    return node;
  }

  /**
   * From now on commands see themselves as an ordinary account, as the reference's agent needs it outside root mode.
   * For root that is a user namespace in which root's files belong to that account.
   */
  TestNode unprivileged() throws IOException {
    if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      identity = List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--");
      environment.put("USER", "nobody");
    }
    return this;
  }

  Path folder() {
    return folder;
  }

  Path configuration() {
    return configuration;
  }

  Path instanceRoot() {
    return folder.resolve("inst");
  }

  Path softwareRoot() {
    return folder.resolve("soft");
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
    return CommandRun.of(environment, folder, Path.of(words.getFirst()), rest);
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
