package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Accounts;
import org.slapos.grid.supervisor.PartitionPrograms;

/**
 * Reads which programs a partition has. Their names go into a file that supervisord reads as root, and the partition's
 * user chooses them: what could be read there as anything else than a name is left out.
 */
final class ServiceFiles {
  private static final Pattern HARMLESS = Pattern.compile("[^\\s\\p{Cntrl}%,;:\"'\\\\]+");

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
      return entries.map(entry -> entry.getFileName().toString()).filter(name -> isHarmless(name, folder, log)).sorted()
          .toList();
    }
  }

  private static boolean isHarmless(String name, Path folder, GridLog log) {
    boolean harmless = HARMLESS.matcher(name).matches();
    if (!harmless) {
      log.warn("%s holds a program whose name supervisord cannot take; it is not started: %s"
          .formatted(folder, name.replaceAll("\\p{Cntrl}", "?")));
    }
    return harmless;
  }
}
