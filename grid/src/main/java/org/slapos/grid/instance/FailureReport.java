package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import org.slapos.config.IoReason;
import org.slapos.grid.buildout.BuildoutFailedException;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.log.StackTrace;
import org.slapos.grid.process.AgentStoppingException;

/** Tells a failure to everybody it concerns: the log, the Master, the partition's error file. */
final class FailureReport {
  private FailureReport() {}

  /**
   * Tells it.
   *
   * @throws AgentStoppingException again, once told: the pass ends
   */
  static Outcome tell(Partition partition, Exception failure, GridLog log) {
    String message = failure instanceof IOException io ? IoReason.of(io) : String.valueOf(failure.getMessage());
    String report = switch (failure) {
      case BuildoutFailedException buildout -> buildout.report();
      case AgentStoppingException _, IOException _, IllegalStateException _ -> message;
      default -> StackTrace.of(failure);
    };
    // A failed buildout has been shown line by line already.
    if (!(failure instanceof BuildoutFailedException)) {
      log.error("Partition %s failed: %s".formatted(partition.id(), message), failure);
    }
    partition.remote().error(report);
    writeErrorFile(partition.folder(), report, log);
    if (failure instanceof AgentStoppingException stopping) {
      throw stopping;
    }
    return new Outcome.Failed(message, report);
  }

  private static void writeErrorFile(PartitionFolder folder, String report, GridLog log) {
    if (!Files.isDirectory(folder.path())) {
      return;
    }
    try {
      AtomicFile.write(folder.errorLog(), report, "rw-r--r--");
    } catch (IOException e) {
      log.error("Cannot write %s: %s".formatted(folder.errorLog(), IoReason.of(e)));
    }
  }
}
