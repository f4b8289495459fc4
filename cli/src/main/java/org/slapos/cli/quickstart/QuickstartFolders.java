package org.slapos.cli.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.files.AtomicFile;

/** Makes the folders of a quickstart and writes files into them; nobody else may read a database or a key. */
final class QuickstartFolders {
  private final QuickstartLayout layout;

  QuickstartFolders(QuickstartLayout layout) {
    this.layout = layout;
  }

  void make() throws IOException {
    if (Files.exists(layout.folder()) && !Files.exists(layout.configuration()) && holdsFiles(layout.folder())) {
      throw new CommandFailure(
          ExitStatus.FAILURE,
          layout.folder() + " is there already and was not made by quickstart; choose another with --directory");
    }
    for (Path folder : layout.folders()) {
      folder(folder, "rwxr-xr-x");
    }
    for (Path folder : layout.privateFolders()) {
      folder(folder, "rwx------");
    }
  }

  /** Writes a file as a whole, readable by its owner only. */
  void file(Path file, String text) throws IOException {
    AtomicFile.update(file, text, "rw-------");
  }

  /** A run that was killed before it wrote its configuration leaves folders only. */
  private static boolean holdsFiles(Path folder) throws IOException {
    try (var entries = Files.walk(folder)) {
      return entries.anyMatch(entry -> !Files.isDirectory(entry));
    }
  }

  private static void folder(Path folder, String mode) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }
  }
}
