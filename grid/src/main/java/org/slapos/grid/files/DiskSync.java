package org.slapos.grid.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.AgentStoppingException;

/** Brings to disk what other programs wrote and left in the kernel's memory. */
public final class DiskSync {
  private DiskSync() {}

  /** Returns when everything on the file system of a folder is on disk; a warning if it cannot be told. */
  public static void of(Path folder, GridLog log) {
    var builder = new ProcessBuilder("sync", "-f", folder.toString())
        .redirectErrorStream(true).redirectInput(new File("/dev/null"));
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        log.warn("Cannot tell whether %s is on disk: %s".formatted(folder, output));
      }
    } catch (IOException e) {
      log.warn("Cannot tell whether %s is on disk: %s".formatted(folder, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    }
  }
}
