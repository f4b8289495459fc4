package org.slapos.grid.manager.builtin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slapos.files.AtomicFile;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.supervisor.ProgramGroup;
import org.slapos.grid.supervisor.ProgramName;
import org.slapos.grid.supervisor.SupervisedProgram;

/**
 * Runs the scripts of {@code etc/prerm} once before a partition is destroyed; it is not emptied while one of them runs
 * (reference: manager.md, 6).
 */
final class PrermManager implements Manager {
  private static final String WAITED_FOR = ".slapos-report-wait-service-list";

  @Override
  public void report(ManagedPartition partition) throws IOException {
    List<Path> scripts = scripts(partition);
    if (scripts.isEmpty() || !partition.destruction().isAllowed()) {
      return;
    }
    partition.log().info("Adding pre-delete scripts to supervisord...");
    String group = partition.id() + "-prerm";
    List<SupervisedProgram> programs = scripts.stream().map(script -> new SupervisedProgram(
        group, name(script), name(script), script.toString(), partition.path(), partition.owner().get())).toList();
    for (String started : partition.services().runGroup(new ProgramGroup(group, programs), partition.log())) {
      partition.log().info("Starting pre-delete process '%s'...".formatted(started));
    }
    String names = scripts.stream().map(script -> group + ":" + name(script)).collect(Collectors.joining("\n"));
    AtomicFile.write(partition.path().resolve(WAITED_FOR), names, "rw-r--r--");
  }

  private static List<Path> scripts(ManagedPartition partition) throws IOException {
    Path folder = partition.path().resolve("etc/prerm");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile)
          .filter(entry -> ProgramName.isHarmless(name(entry), folder, partition.log())).sorted().toList();
    }
  }

  private static String name(Path script) {
    return script.getFileName().toString();
  }
}
