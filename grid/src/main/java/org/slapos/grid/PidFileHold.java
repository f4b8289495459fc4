package org.slapos.grid;

import java.nio.file.Path;
import org.slapos.grid.log.GridLog;

/** Holds the pid file of a pass for work that must not meet it. */
public final class PidFileHold implements AutoCloseable {
  private final PidFile file;

  private PidFileHold(PidFile file) {
    this.file = file;
  }

  /** It is held by a process that lives, or it cannot be written. */
  public static final class TakenException extends Exception {
    private TakenException(PidFile.RefusedException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Takes it; one left by a process that is gone is taken over. */
  public static PidFileHold take(Path path, GridLog log) throws TakenException {
    try {
      return new PidFileHold(PidFile.take(path, log));
    } catch (PidFile.RefusedException e) {
      throw new TakenException(e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
