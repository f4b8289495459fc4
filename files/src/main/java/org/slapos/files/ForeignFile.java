package org.slapos.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/** Files in folders that belong to users, who may put there what would hold up, mislead or choke a reader. */
public final class ForeignFile {
  /** More than any file that is read whole ever has, in bytes. */
  public static final long LARGEST = 16L << 20;

  private ForeignFile() {}

  /**
   * Whether there is a file that may be read whole: no link, pipe or device.
   *
   * @throws IOException if it is larger than {@link #LARGEST}
   */
  public static boolean isThere(Path file) throws IOException {
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException absent) {
      return false;
    }
    if (!found.isRegularFile()) {
      return false;
    }
    if (found.size() > LARGEST) {
      throw new IOException(
          "%s has %d bytes, more than the %d that are read; remove it".formatted(file, found.size(), LARGEST));
    }
    return true;
  }

  /**
   * The text of such a file; what is no UTF-8 in it is replaced, as whoever reads it can do nothing with it either.
   *
   * @return empty where {@link #isThere} says no
   */
  public static Optional<String> text(Path file) throws IOException {
    return isThere(file) ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)) : Optional.empty();
  }

  /** Opens a file at its end, made if need be. A link is refused; a pipe, whose opening could wait for ever, is removed. */
  public static FileChannel append(Path file) throws IOException {
    if (isOther(file)) {
      Files.deleteIfExists(file);
    }
    return FileChannel.open(file, Set.of(
        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
  }

  private static boolean isOther(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther();
    } catch (NoSuchFileException absent) {
      return false;
    }
  }
}
