package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Path;
import org.slapos.files.AtomicFolder;
import org.slapos.grid.process.Privileges;

/** Makes {@code .slapgrid/log} of a partition, owned by its user. */
final class LogFolder {
  private final Privileges privileges;

  LogFolder(Privileges privileges) {
    this.privileges = privileges;
  }

  void prepare(PartitionFolder folder) throws IOException {
    create(folder.slapgrid(), "rwxr-xr-x", folder);
    create(folder.slapgrid().resolve("log"), "rwx------", folder);
  }

  /** A link in its place would let the user choose where root writes. */
  private void create(Path path, String mode, PartitionFolder folder) throws IOException {
    AtomicFolder.create(path, mode, made -> privileges.giveTo(made, folder.path()));
  }
}
