package org.slapos.grid.software;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slapos.config.IoReason;
import org.slapos.grid.files.Trees;
import org.slapos.grid.log.GridLog;

/** A folder beside a release, for one step of its transfer and for the agent alone; closing it removes it. */
record TransferFolder(Path path) implements AutoCloseable {
  /** @param step {@code download}, {@code unpacked} or {@code upload} */
  static TransferFolder make(SoftwareFolder release, String step) throws IOException {
    Path path = release.path().resolveSibling("." + release.path().getFileName() + "." + step);
    Trees.delete(path);
    return new TransferFolder(Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  /** Removes what a killed agent has left of its transfers. */
  static void removeLeftovers(Path softwareRoot, GridLog log) {
    try (DirectoryStream<Path> places = Files.newDirectoryStream(
        softwareRoot, "." + "[0-9a-f]".repeat(32) + ".{download,unpacked,upload}")) {
      for (Path place : places) {
        Trees.delete(place);
      }
    } catch (IOException e) {
      log.warn("Cannot remove what is left of a transfer: " + IoReason.of(e));
    }
  }

  @Override
  public void close() throws IOException {
    Trees.delete(path);
  }
}
