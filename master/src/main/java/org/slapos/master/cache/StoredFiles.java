package org.slapos.master.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slapos.master.http.HttpProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in one folder by name, each complete or not there: written beside, forced to disk, renamed. */
final class StoredFiles {
  private static final Logger log = LoggerFactory.getLogger(StoredFiles.class);
  /** Nobody's key begins like this; the names of files that are still written do. */
  private static final String UNFINISHED = ".~";
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final int LONGEST_NAME = 255;
  private static final int BUFFER = 64 * 1024;

  private final Path folder;

  private StoredFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The files of a folder, which is made if need be; what a killed process left half written long ago is removed.
   *
   * @throws UncheckedIOException if the folder cannot be used
   */
  static StoredFiles in(Path folder) {
    try {
      Files.createDirectories(folder);
      try (var left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
        for (var file : left) {
          if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant()
              .isBefore(Instant.now().minus(ABANDONED))) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The network cache cannot use the folder " + folder + ": " + e.getMessage(), e);
    }
    return new StoredFiles(folder);
  }

  /** Whether a file of this folder may have that name. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && !name.startsWith(UNFINISHED)
        && name.length() <= LONGEST_NAME
        && name.chars().noneMatch(c -> c == '/' || c < ' ' || c == 0x7f);
  }

  /** The file's path, whether it exists or not; empty for what can be no name. */
  Optional<Path> path(String name) {
    return isName(name) ? Optional.of(folder.resolve(name)) : Optional.empty();
  }

  boolean has(String name) {
    return path(name).filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).isPresent();
  }

  Optional<String> text(String name) throws IOException {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (NoSuchFileException e) {
      // Removed since the line above.
      return Optional.empty();
    }
  }

  /** All names, in their order. */
  List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).filter(this::has).sorted().toList();
    }
  }

  void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  /** Who decides, once all bytes are on disk, under which name they stay. */
  @FunctionalInterface
  interface Naming {
    /** Empty to drop them. */
    Optional<String> name();
  }

  /**
   * Stores all bytes that come, in bounded memory; the name that they got.
   *
   * @throws IOException if the bytes cannot be read
   * @throws HttpProblem 507 if they cannot be stored
   */
  Optional<String> write(InputStream bytes, Naming naming) throws IOException {
    var unfinished = folder.resolve(UNFINISHED + UUID.randomUUID());
    try {
      try (var channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        copy(bytes, channel);
        channel.force(true);
      }
      var name = naming.name();
      if (name.isPresent()) {
        Files.move(unfinished, folder.resolve(name.get()), StandardCopyOption.ATOMIC_MOVE);
      }
      return name;
    } catch (UnreadableException e) {
      throw e.reason;
    } catch (IOException e) {
      log.error("The network cache cannot write to {}", folder, e);
      throw HttpProblem.of(507, "The network cache cannot store this: " + e.getMessage());
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void copy(InputStream bytes, FileChannel channel) throws IOException {
    var buffer = new byte[BUFFER];
    for (int count = read(bytes, buffer); count >= 0; count = read(bytes, buffer)) {
      for (var rest = ByteBuffer.wrap(buffer, 0, count); rest.hasRemaining(); ) {
        channel.write(rest);
      }
    }
  }

  private static int read(InputStream bytes, byte[] buffer) throws UnreadableException {
    try {
      return bytes.read(buffer);
    } catch (IOException e) {
      throw new UnreadableException(e);
    }
  }

  /** Tells a sender that is gone from a disk that is full. */
  private static final class UnreadableException extends IOException {
    private final IOException reason;

    UnreadableException(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
