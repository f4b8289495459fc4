package org.slapos.grid.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Deletes trees through open folders, so that a user who swaps a folder for a link while root deletes it cannot lead the
 * deletion elsewhere.
 */
public final class Trees {
  private Trees() {}

  /** Deletes a file, link or whole folder; nothing if it does not exist. */
  public static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      empty(path);
    }
    Files.deleteIfExists(path);
  }

  /** Deletes everything in a folder. */
  public static void empty(Path folder) throws IOException {
    makeWritable(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      if (entries instanceof SecureDirectoryStream<Path> secure) {
        empty(secure);
      } else {
        throw new IOException("%s is on a file system without safe deletion".formatted(folder));
      }
    }
  }

  /** Deletes one file of a folder in a folder; nothing if there is no such folder or file, or only a link to one. */
  public static void deleteFrom(Path folder, String inner, String name) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      if (!(entries instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("%s is on a file system without safe deletion".formatted(folder));
      }
      if (Files.isDirectory(folder.resolve(inner), LinkOption.NOFOLLOW_LINKS)) {
        try (SecureDirectoryStream<Path> within = secure.newDirectoryStream(Path.of(inner), LinkOption.NOFOLLOW_LINKS)) {
          within.deleteFile(Path.of(name));
        } catch (NoSuchFileException gone) {
          return;
        }
      }
    }
  }

  private static void empty(SecureDirectoryStream<Path> folder) throws IOException {
    for (Path entry : folder) {
      Path name = entry.getFileName();
      var view = folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (!view.readAttributes().isDirectory()) {
        folder.deleteFile(name);
        continue;
      }
      // Shared parts are installed read-only.
      makeWritable(folder, name);
      try (SecureDirectoryStream<Path> inner = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        empty(inner);
      }
      folder.deleteDirectory(name);
    }
  }

  private static void makeWritable(Path folder) throws IOException {
    if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void makeWritable(SecureDirectoryStream<Path> folder, Path name) throws IOException {
    var inner = folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    var permissions = inner.readAttributes().permissions();
    if (!PosixFilePermissions.toString(permissions).startsWith("rwx")) {
      inner.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }
}
