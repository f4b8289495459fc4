package org.slapos.cli.node;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;

/** A partition that somebody named on the command line. */
final class PartitionArgument {
  private PartitionArgument() {}

  /** Its folder; refuses what is no partition of the node. */
  static Path folder(Path instanceRoot, String name) {
    if (name.isEmpty() || name.startsWith(".") || name.indexOf('/') >= 0 || !Files.isDirectory(instanceRoot.resolve(name))) {
      throw new CommandFailure(ExitStatus.FAILURE, "There is no partition '%s' in %s".formatted(name, instanceRoot));
    }
    return instanceRoot.resolve(name);
  }
}
