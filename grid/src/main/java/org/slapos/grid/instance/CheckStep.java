package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.grid.files.FreeSpace;

/** Refuses to install where it cannot work or would not be safe (reference: node-grid.md, 3.4). */
final class CheckStep implements PartitionStep {
  private static final int WANTED_MODE = 0750;

  private final long minFreeSpace;

  CheckStep(long minFreeSpace) {
    this.minFreeSpace = minFreeSpace;
  }

  @Override
  public void run(PartitionTask task) throws IOException {
    Path folder = task.folder().path();
    task.log().info("Installing Computer Partition %s...".formatted(task.id()));
    FreeSpace.require(folder, minFreeSpace, "instance_min_free_space");
    int mode = (Integer) Files.getAttribute(folder, "unix:mode") & 07777;
    if (mode != WANTED_MODE) {
      throw new IOException("Wrong permissions in %s: actual permissions are: 0%o, wanted are 0%o"
          .formatted(folder, mode, WANTED_MODE));
    }
    if (!Files.isDirectory(task.software().path())) {
      throw new IOException("Software Release %s is not present on system.\nCannot deploy instance."
          .formatted(task.softwareUrl()));
    }
    if (template(task).isEmpty()) {
      throw new IOException("Software Release %s is not correctly installed.\nMissing file: %s"
          .formatted(task.softwareUrl(), task.software().path().resolve("instance.cfg")));
    }
  }

  /** The head of the instance's profile; the second name is the old one. */
  static Optional<Path> template(PartitionTask task) {
    return Stream.of("instance.cfg", "template.cfg").map(task.software().path()::resolve).filter(Files::isRegularFile)
        .findFirst();
  }
}
