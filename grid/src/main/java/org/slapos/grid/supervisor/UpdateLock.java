package org.slapos.grid.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held while supervisord's groups are changed, in this process and in others. An update touches every group whose file differs:
 * two at the same time would stop what the other has just started, or refuse each other's groups.
 */
final class UpdateLock implements AutoCloseable {
  /** A file's lock excludes other processes only. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;
  private final FileLock lock;

  private UpdateLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Waits for it. Not to be taken twice by one thread. */
  static UpdateLock take(SupervisorLayout layout) throws IOException {
    IN_THIS_PROCESS.lock();
    try {
      return of(FileChannel.open(layout.updateLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (IOException | RuntimeException e) {
      IN_THIS_PROCESS.unlock();
      throw e;
    }
  }

  private static UpdateLock of(FileChannel channel) throws IOException {
    try {
      return new UpdateLock(channel, channel.lock());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      lock.release();
      channel.close();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
