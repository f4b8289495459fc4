package org.slapos.testing.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slapos.format.LoopbackDefinition;

/**
 * A node without root in a folder, for our commands and for the reference's. The reference's agent refuses to run as root
 * outside root mode: root becomes an ordinary account in a user namespace, in which root's files belong to that account.
 */
public record RootlessNode(Path folder) {
  private static final int NOBODY = 65534;

  /**
   * Writes its configuration and the definition of its partitions.
   *
   * @param more lines of {@code [slapos]}
   */
  public RootlessNode write(String computer, String masterUrl, Path pythonTools, int partitions, String more)
      throws IOException {
    Files.createDirectories(instanceRoot());
    Files.createDirectories(softwareRoot());
    Files.writeString(configuration(), """
        [slapos]
        computer_id = %1$s
        master_url = %2$s
        master_rest_url = %2$shateoas
        software_root = %3$s/soft
        instance_root = %3$s/inst
        root_check = False
        python_tools = %4$s
        pidfile_instance = %3$s/cp.pid
        pidfile_software = %3$s/sr.pid
        pidfile_report = %3$s/ur.pid
        %6$s

        [slapformat]
        input_definition_file = %3$s/definition.cfg
        computer_xml = %3$s/computer.xml
        partition_amount = %5$d
        alter_user = false
        alter_network = false
        create_tap = false
        create_tun = false
        """.formatted(computer, masterUrl, folder, pythonTools, partitions, more));
    Files.writeString(
        folder.resolve("definition.cfg"),
        new LoopbackDefinition("127.0.0", System.getProperty("user.name"), partitions).text());
    return this;
  }

  public Path configuration() {
    return folder.resolve("slapos.cfg");
  }

  public Path softwareRoot() {
    return folder.resolve("soft");
  }

  public Path instanceRoot() {
    return folder.resolve("inst");
  }

  /** What stands before the words of a command that shall run as an ordinary account. */
  public List<String> identity() throws IOException {
    return isRoot()
        ? List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--")
        : List.of();
  }

  /** What all its commands find in their environment. */
  public Map<String, String> environment() {
    return Map.of(
        "SLAPOS_CONFIGURATION", configuration().toString(),
        "SLAPOS_CLIENT_CONFIGURATION", configuration().toString(),
        "PYTHONWARNINGS", "ignore",
        "HOME", folder.toString());
  }

  /** What those find that run with that identity. */
  public Map<String, String> ordinaryEnvironment() throws IOException {
    var environment = new HashMap<>(environment());
    if (isRoot()) {
      environment.put("USER", "nobody");
    }
    return environment;
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
