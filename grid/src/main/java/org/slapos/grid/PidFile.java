package org.slapos.grid;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slapos.config.IoReason;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.GridLog;

/** Keeps two agents from doing the same work (reference: node-grid.md, 6). */
final class PidFile implements AutoCloseable {
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
    if (Files.exists(file)) {
      Optional<Long> holder = holder(file).filter(other -> other != pid).filter(PidFile::isSlapos);
      if (holder.isPresent()) {
        throw new RefusedException(
            ExitCode.ALREADY_RUNNING,
            "New slapos process started, but another slapos process is aleady running with pid %d, exiting."
                .formatted(holder.get()));
      }
      log.info("Existing pid file '%s' was stale, overwritten".formatted(file));
    }
    try {
      AtomicFile.writeUnsynced(file, Long.toString(pid), "rw-r--r--");
    } catch (IOException e) {
      throw new RefusedException(ExitCode.FAILED, "slapgrid could not write pidfile %s: %s".formatted(file, IoReason.of(e)));
    }
    return new PidFile(file, pid);
  }

  Path path() {
    return file;
  }

  private static Optional<Long> holder(Path file) {
    try {
      return Optional.of(Long.valueOf(Files.readString(file, UTF_8).strip()));
    } catch (IOException | NumberFormatException garbage) {
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
