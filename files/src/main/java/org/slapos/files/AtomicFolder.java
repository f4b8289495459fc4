package org.slapos.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes folders that have their mode and their owner from the moment they exist. */
public final class AtomicFolder {
  private AtomicFolder() {}

  /**
   * Makes a folder unless it is there; a link or a file in its place is replaced.
   *
   * @param mode such as {@code rwx------}
   * @param finish what is done to it before it takes its place
   */
  public static void create(Path folder, String mode, AtomicFile.Finish finish) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path beside = folder.resolveSibling("." + folder.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createDirectory(beside);
    Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(mode));
    finish.on(beside);
    Files.deleteIfExists(folder);
    Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
  }
}
