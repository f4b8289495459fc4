package org.slapos.testing.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.random.RandomGenerator;
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
    int network = 1 + RandomGenerator.getDefault().nextInt(254);
    int subnet = RandomGenerator.getDefault().nextInt(256);
    var text = new StringBuilder("[computer]\naddress = 127.0.0.1/255.0.0.0\n");
    for (int i = 0; i < partitions; i++) {
      text.append("""

          [partition_%1$d]
          address = 127.%2$d.%3$d.%4$d/255.255.255.255 ::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
          pathname = slappart%1$d
          user = %5$s
          network_interface =
          """.formatted(i, network, subnet, i + 1, System.getProperty("user.name")));
    }
    return Files.writeString(root.resolve("partitions.cfg"), text);
  }

  void remove() throws IOException {
    if (temporary) {
      Trees.delete(root);
    }
  }
}
