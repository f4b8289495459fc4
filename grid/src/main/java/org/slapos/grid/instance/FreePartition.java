package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slapos.grid.files.Trees;
import org.slapos.grid.log.GridLog;

/** Keeps partitions that nobody uses empty of the agent's own files. */
final class FreePartition {
  private FreePartition() {}

  static void tidy(PartitionFolder folder, GridLog log) throws IOException {
    Trees.delete(folder.slapgrid());
    Files.deleteIfExists(folder.timestamp());
    try (Stream<Path> entries = Files.list(folder.path())) {
      List<Path> others = entries.filter(entry -> !entry.endsWith(".slapos-resource")).toList();
      if (!others.isEmpty()) {
        log.warn("Free partition %s contains file(s) in %s.".formatted(folder.id(), folder.path()));
      }
    }
  }
}
