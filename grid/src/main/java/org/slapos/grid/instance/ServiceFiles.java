package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Accounts;
import org.slapos.grid.supervisor.PartitionPrograms;
import org.slapos.grid.supervisor.ProgramName;

/** Reads which programs a partition has. */
final class ServiceFiles {
  private ServiceFiles() {}

  static PartitionPrograms read(PartitionFolder folder, Accounts accounts, GridLog log) throws IOException {
    return new PartitionPrograms(
        folder.id(), folder.path(), accounts.ownerOf(folder.path()), names(folder.runners(), log),
        names(folder.services(), log));
  }

  private static List<String> names(Path folder, GridLog log) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).filter(name -> ProgramName.isHarmless(name, folder, log)).sorted()
          .toList();
    }
  }
}
