package org.slapos.testing.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slapos.format.LoopbackDefinition;
import org.slapos.grid.files.Trees;
import org.slapos.grid.supervisor.SupervisorLayout;

/**
 * Where everything of a standalone is.
 *
 * @param temporary whether it goes at the end
 */
record StandaloneFolder(Path root, boolean temporary) {
  static StandaloneFolder make(Optional<Path> given) throws IOException {
    Path root = given.isPresent() ? Files.createDirectories(given.get()) : Files.createTempDirectory("slapos");
    // Services of partitions pass through it.
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    var folder = new StandaloneFolder(root.toRealPath(), given.isEmpty());
    if (!new SupervisorLayout(folder.instances()).socketFits()) {
      throw new IllegalArgumentException("the path " + root + " is too long for supervisord's socket; choose a shorter one");
    }
    Files.createDirectories(folder.software());
    Files.createDirectories(folder.instances());
    return folder;
  }

  Path software() {
    return root.resolve("soft");
  }

  Path instances() {
    return root.resolve("inst");
  }

  Path database() {
    return root.resolve("master.db");
  }

  Path computerXml() {
    return root.resolve("computer.xml");
  }

  Path pidFile(String pass) {
    return root.resolve("slapgrid-" + pass + ".pid");
  }

  /** The partitions: addresses of the loopback network that no other standalone has, and the account of this process. */
  Path definition(int partitions) throws IOException {
    var random = RandomGenerator.getDefault();
    var network = "127.%d.%d".formatted(1 + random.nextInt(254), random.nextInt(256));
    return Files.writeString(
        root.resolve("partitions.cfg"),
        new LoopbackDefinition(network, System.getProperty("user.name"), partitions).text());
  }

  void remove() throws IOException {
    if (temporary) {
      Trees.delete(root);
    }
  }
}
