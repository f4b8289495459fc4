package org.slapos.grid.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One log that grows. A file that became shorter or was replaced is read from its beginning. */
final class FollowedLog {
  /** The end of a longer log is enough to begin with. */
  private static final int READ_BACK = 1 << 20;

  /** What is read at one look; the rest comes with the next. */
  private static final int AT_ONCE = 1 << 20;

  private final Path file;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private Optional<Object> key = Optional.empty();
  private long position;

  FollowedLog(Path file) {
    this.file = file;
  }

  /** The last lines of what is there; {@link #fresh} goes on from here. */
  List<String> last(int count) throws IOException {
    position = Math.max(0, attributes().map(BasicFileAttributes::size).orElse(0L) - READ_BACK);
    boolean cut = position > 0;
    var lines = new ArrayList<>(fresh());
    if (cut && !lines.isEmpty()) {
      lines.removeFirst();
    }
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** The whole lines that have come since the last look. */
  List<String> fresh() throws IOException {
    Optional<BasicFileAttributes> now = attributes();
    if (now.isEmpty()) {
      return List.of();
    }
    Optional<Object> nowKey = Optional.ofNullable(now.get().fileKey());
    if ((key.isPresent() && !Objects.equals(key, nowKey)) || now.get().size() < position) {
      position = 0;
      unfinished.reset();
    }
    key = nowKey;
    return now.get().size() > position ? read() : List.of();
  }

  private Optional<BasicFileAttributes> attributes() throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
          .filter(BasicFileAttributes::isRegularFile);
    } catch (NoSuchFileException rotatedNow) {
      return Optional.empty();
    }
  }

  private List<String> read() throws IOException {
    var lines = new ArrayList<String>();
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      channel.position(position);
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(AT_ONCE, Math.max(1, channel.size() - position)));
      while (buffer.hasRemaining() && channel.read(buffer) > 0) {
        // Until the buffer is full or the file ends.
      }
      position += buffer.position();
      for (int i = 0; i < buffer.position(); i++) {
        byte next = buffer.get(i);
        if (next == '\n') {
          lines.add(unfinished.toString(UTF_8));
          unfinished.reset();
        } else {
          unfinished.write(next);
        }
      }
    } catch (NoSuchFileException rotatedNow) {
      return lines;
    }
    return lines;
  }
}
