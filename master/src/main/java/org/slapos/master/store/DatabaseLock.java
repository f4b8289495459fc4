package org.slapos.master.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second Master off a database: answers kept in memory are only right while nobody else writes. The system
 * drops the lock with the process, however that ends; the file beside the database stays.
 */
final class DatabaseLock implements AutoCloseable {
  private final FileChannel channel;

  private DatabaseLock(FileChannel channel) {
    this.channel = channel;
  }

  static DatabaseLock take(Path database) {
    var file = database.resolveSibling(database.getFileName() + ".lock");
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new StoreException("Database " + database + " is in use by another Master; stop that one first");
      }
      return new DatabaseLock(channel);
    } catch (IOException e) {
      throw new StoreException("Cannot create " + file + ": " + e, e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException inThisProcess) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException("Cannot release the database lock: " + e, e);
    }
  }
}
