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
import java.util.Optional;
import java.util.Set;

/**
 * One log that grows. When it is replaced, what came to the former file is read first; a file that became shorter is read from its
 * beginning.
 */
final class FollowedLog {
  /** The end of a longer log is enough to begin with. */
  private static final int READ_BACK = 1 << 20;

  /** What is read at one look; the rest comes with the next. */
  private static final int AT_ONCE = 1 << 20;

  /** What does not end its lines is told in pieces. */
  private static final int LONGEST_LINE = 64 * 1024;

  private final Path file;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private Optional<Opened> opened = Optional.empty();

  /** The file that is read, which may have another name by now. */
  private static final class Opened {
    private final SeekableByteChannel channel;
    private final Optional<Object> key;
    private long position;

    Opened(Path file, Optional<Object> key, long position) throws IOException {
      this.channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      this.key = key;
      this.position = position;
    }
  }

  FollowedLog(Path file) {
    this.file = file;
  }

  /** The last lines of what is there, the last one ended or not; {@link #fresh} goes on from here. */
  List<String> last(int count) throws IOException {
    Optional<BasicFileAttributes> now = attributes();
    var lines = new ArrayList<String>();
    if (now.isPresent()) {
      long position = Math.max(0, now.get().size() - READ_BACK);
      open(now.get(), position);
      read(lines);
      if (position > 0 && !lines.isEmpty()) {
        lines.removeFirst();
      }
      finish(lines);
    }
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** The lines that have come since the last look; one that has not been ended is told when nothing more comes. */
  List<String> fresh() throws IOException {
    var lines = new ArrayList<String>();
    Optional<BasicFileAttributes> now = attributes();
    boolean replaced = now.isPresent() && opened.isPresent() && !opened.get().key.equals(key(now.get()));
    if (opened.isPresent() && !read(lines) && replaced) {
      finish(lines);
      opened.get().channel.close();
      opened = Optional.empty();
    }
    if (opened.isEmpty() && now.isPresent()) {
      open(now.get(), 0);
      read(lines);
    }
    return lines;
  }

  private void open(BasicFileAttributes now, long position) throws IOException {
    try {
      opened = Optional.of(new Opened(file, key(now), position));
    } catch (NoSuchFileException rotatedNow) {
      opened = Optional.empty();
    }
  }

  private static Optional<Object> key(BasicFileAttributes attributes) {
    return Optional.ofNullable(attributes.fileKey());
  }

  private Optional<BasicFileAttributes> attributes() throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
          .filter(BasicFileAttributes::isRegularFile);
    } catch (NoSuchFileException rotatedNow) {
      return Optional.empty();
    }
  }

  /** Reads on; whether there was anything. */
  private boolean read(List<String> lines) throws IOException {
    if (opened.isEmpty()) {
      return false;
    }
    Opened log = opened.get();
    long size = log.channel.size();
    if (size < log.position) {
      finish(lines);
      log.position = 0;
    }
    if (size == log.position) {
      finish(lines);
      return false;
    }
    log.channel.position(log.position);
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(AT_ONCE, size - log.position));
    while (buffer.hasRemaining() && log.channel.read(buffer) > 0) {
      // Until the buffer is full or the file ends.
    }
    log.position += buffer.position();
    for (int i = 0; i < buffer.position(); i++) {
      if (buffer.get(i) == '\n') {
        end(lines);
      } else {
        unfinished.write(buffer.get(i));
        if (unfinished.size() >= LONGEST_LINE) {
          end(lines);
        }
      }
    }
    return true;
  }

  private void finish(List<String> lines) {
    if (unfinished.size() > 0) {
      end(lines);
    }
  }

  private void end(List<String> lines) {
    lines.add(unfinished.toString(UTF_8));
    unfinished.reset();
  }
}
