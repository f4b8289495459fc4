package org.slapos.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Replaces whole files: written beside, forced to disk, renamed. A symbolic link in the file's place is replaced, never
 * followed, because partition folders belong to their users.
 */
public final class AtomicFile {

  /** Something to do to the new file before it takes its place, such as giving it to its owner. */
  @FunctionalInterface
  public interface Finish {
    void on(Path file) throws IOException;
  }

  private AtomicFile() {}

  /** Writes a file with the given mode, such as {@code rw-r--r--}. */
  public static void write(Path file, String content, String mode) throws IOException {
    write(file, content, mode, _ -> {});
  }

  /** See {@link #write(Path, String, String)}. */
  public static void write(Path file, byte[] content, String mode) throws IOException {
    write(file, content, mode, _ -> {});
  }

  /** See {@link #write(Path, String, String)}. */
  public static void write(Path file, String content, String mode, Finish finish) throws IOException {
    write(file, content.getBytes(UTF_8), mode, finish);
  }

  /** For a file that means nothing after the machine went down, such as a pid file: nobody waits for the disk. */
  public static void writeUnsynced(Path file, String content, String mode) throws IOException {
    write(file, content.getBytes(UTF_8), mode, _ -> {}, false);
  }

  /** See {@link #write(Path, String, String)}. */
  public static void write(Path file, byte[] content, String mode, Finish finish) throws IOException {
    write(file, content, mode, finish, true);
  }

  private static void write(Path file, byte[] content, String mode, Finish finish, boolean synced) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    try {
      try (FileChannel channel = FileChannel.open(
          beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          PosixFilePermissions.asFileAttribute(permissions))) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        if (synced) {
          channel.force(true);
        }
      }
      // Again, because the process's mask may have taken bits away.
      Files.setPosixFilePermissions(beside, permissions);
      finish.on(beside);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Writes only if content or mode differ; whether it wrote. */
  public static boolean update(Path file, String content, String mode) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals(mode)
        && Arrays.equals(Files.readAllBytes(file), content.getBytes(UTF_8))) {
      return false;
    }
    write(file, content, mode);
    return true;
  }
}
