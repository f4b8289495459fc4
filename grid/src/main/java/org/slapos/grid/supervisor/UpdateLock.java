package org.slapos.grid.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps other processes from changing supervisord's groups while any thread of this one does. An update touches every group
 * whose file differs: two at the same time would stop what the other has just started, or refuse each other's groups. Not
 * thread-safe.
 */
final class UpdateLock {
  private final Path file;
  private int holders;
  private Optional<FileChannel> held = Optional.empty();

  UpdateLock(Path file) {
    this.file = file;
  }

  /** Waits for other processes, if this one does not hold it already. */
  void enter() throws IOException {
    if (holders == 0) {
      held = Optional.of(locked());
    }
    holders++;
  }

  private FileChannel locked() throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var _ = channel.lock();
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** To be called as often as {@link #enter}. */
  void leave() throws IOException {
    holders--;
    if (holders == 0 && held.isPresent()) {
      // Gives the lock back.
      held.get().close();
      held = Optional.empty();
    }
  }
}
