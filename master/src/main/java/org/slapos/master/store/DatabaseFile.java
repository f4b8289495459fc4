package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slapos.config.IoReason;

/** The database's own file. Instances' parameters hold passwords: only the owner may read it. */
final class DatabaseFile {
  private DatabaseFile() {}

  /** Makes the file if there is none; SQLite gives its companions the same mode. An existing file's mode is kept. */
  static void keepPrivate(Path file) {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createFile(file, owner);
    } catch (FileAlreadyExistsException present) {
      // Its mode is the administrator's choice.
    } catch (IOException e) {
      throw new StoreException("Cannot make the database: " + IoReason.of(e), e);
    }
  }
}
