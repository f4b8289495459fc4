package org.slapos.master.operations;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A file that is only appended to. When somebody has moved it away or removed it, as programs that rotate logs do, the
 * next text begins a new one under its name.
 */
final class ReopenedFile implements AutoCloseable {
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

  private final Path path;
  private FileChannel channel;
  private Object identity;

  private ReopenedFile(Path path) throws IOException {
    this.path = path;
    this.channel = openChannel(path);
    this.identity = identity(path);
  }

  static ReopenedFile open(Path path) throws IOException {
    return new ReopenedFile(path);
  }

  void append(String text) throws IOException {
    if (!channel.isOpen() || wasMoved()) {
      channel.close();
      channel = openChannel(path);
      identity = identity(path);
    }
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private boolean wasMoved() throws IOException {
    try {
      return !identity(path).equals(identity);
    } catch (NoSuchFileException moved) {
      return true;
    }
  }

  private static FileChannel openChannel(Path path) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return FileChannel.open(path, APPEND, owner);
  }

  private static Object identity(Path path) throws IOException {
    return Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
