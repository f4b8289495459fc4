package org.slapos.grid;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slapos.config.IoReason;
import org.slapos.files.ForeignFile;
import org.slapos.grid.log.GridLog;

/** Keeps two agents from doing the same work (reference: node-grid.md, 6). */
final class PidFile implements AutoCloseable {
  /** In bytes; what is longer is no pid. */
  private static final int LONGEST = 32;

  private static final Set<OpenOption> OPTIONS = Set.of(
      StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r--r--");

  /** Locks of files are those of processes, not of threads. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path file;
  private final long pid;

  private PidFile(Path file, long pid) {
    this.file = file;
    this.pid = pid;
  }

  /** The file could not be taken; the message is for people. */
  static final class RefusedException extends Exception {
    private final int exitCode;

    RefusedException(int exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  static PidFile take(Path file, GridLog log) throws RefusedException {
    return take(file, ProcessHandle.current().pid(), log);
  }

  static PidFile take(Path file, long pid, GridLog log) throws RefusedException {
    boolean existed = Files.exists(file);
    IN_THIS_PROCESS.lock();
    try {
      while (!write(file, pid)) {
        // Whoever held it has ended and taken it away.
        existed = false;
      }
      if (!existed) {
        Files.setPosixFilePermissions(file, MODE);
      }
    } catch (IOException e) {
      throw new RefusedException(ExitCode.FAILED, "slapgrid could not write pidfile %s: %s".formatted(file, IoReason.of(e)));
    } finally {
      IN_THIS_PROCESS.unlock();
    }
    if (existed) {
      log.info("Existing pid file '%s' was stale, overwritten".formatted(file));
    }
    return new PidFile(file, pid);
  }

  /** Looks at it and writes it while no other agent can do either; whether the file was still in its place then. */
  private static boolean write(Path file, long pid) throws IOException, RefusedException {
    if (Files.isSymbolicLink(file)) {
      Files.delete(file);
    }
    try (FileChannel channel = FileChannel.open(file, OPTIONS); var _ = channel.lock()) {
      String found = UTF_8.decode(read(channel)).toString();
      Optional<Long> holder = pid(found).filter(other -> other != pid).filter(PidFile::isSlapos);
      if (holder.isPresent()) {
        throw new RefusedException(
            ExitCode.ALREADY_RUNNING,
            "New slapos process started, but another slapos process is aleady running with pid %d, exiting."
                .formatted(holder.get()));
      }
      ByteBuffer text = UTF_8.encode(Long.toString(pid));
      channel.truncate(0);
      channel.position(0);
      while (text.hasRemaining()) {
        channel.write(text);
      }
      return holder(file).filter(written -> written == pid).isPresent();
    }
  }

  private static ByteBuffer read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LONGEST);
    int read = 0;
    while (content.hasRemaining() && read >= 0) {
      read = channel.read(content);
    }
    return content.flip();
  }

  Path path() {
    return file;
  }

  private static Optional<Long> holder(Path file) {
    try {
      return ForeignFile.text(file).flatMap(PidFile::pid);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<Long> pid(String text) {
    try {
      return Optional.of(Long.valueOf(text.strip()));
    } catch (NumberFormatException garbage) {
      return Optional.empty();
    }
  }

  /** The command line of a live process tells; pids are reused. */
  private static boolean isSlapos(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), ISO_8859_1)
          .contains("slapos");
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (holder(file).filter(holder -> holder == pid).isPresent()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove pid file " + file, e);
    }
  }
}
