package org.slapos.grid.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Managers run as the agent: only the agent's account or root may be able to change them. */
final class TrustedFile {
  private TrustedFile() {}

  /**
   * Checks a file and its folder.
   *
   * @throws IllegalArgumentException if others can write it
   */
  static void require(Path file) {
    try {
      int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      for (Path path : new Path[] {file, file.toRealPath().getParent()}) {
        int owner = (Integer) Files.getAttribute(path, "unix:uid");
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if ((owner != 0 && owner != self) || permissions.contains(PosixFilePermission.OTHERS_WRITE)
            || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
          throw new IllegalArgumentException(
              "%s could be changed by others than the node agent, so it is not run as a manager; "
                  .formatted(path) + "give it to root and take the write permission of group and others away");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at manager " + file, e);
    }
  }
}
