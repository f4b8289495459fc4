package org.slapos.grid.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slapos.grid.instance.Partition;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.CleanEnvironment;
import org.slapos.grid.process.Command;
import org.slapos.grid.process.Completion;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;

/** Runs the scripts in {@code etc/report} of a partition, as its user (reference: node-grid.md, 4). */
final class ReportScripts {
  private final Privileges privileges;
  private final ProcessRunner runner;
  private final Map<String, String> agentEnvironment;
  private final Duration patience;
  private final RandomGenerator random;

  /**
   * For a pass.
   *
   * @param patience with one script: a partition whose script hangs would keep all others from reporting
   */
  ReportScripts(
      Privileges privileges, ProcessRunner runner, Map<String, String> agentEnvironment, Duration patience,
      RandomGenerator random) {
    this.privileges = privileges;
    this.runner = runner;
    this.agentEnvironment = agentEnvironment;
    this.patience = patience;
    this.random = random;
  }

  /** One line per script that failed. */
  List<String> run(Partition partition, GridLog log) throws IOException {
    Path scripts = partition.folder().reports();
    if (!Files.isDirectory(scripts)) {
      return List.of();
    }
    // The same path for all scripts of a partition: they may add to each other's report.
    Path report = partition.folder().usage().resolve("slapreport.%08x".formatted(random.nextInt()));
    var failures = new ArrayList<String>();
    for (Path script : entries(scripts)) {
      Command command = command(List.of(script.toString(), report.toString()), scripts, partition);
      Completion completion = runner.run(command.withTimeout(Optional.of(patience)), log::info);
      if (completion.timedOut()) {
        failures.add("Script '%s' did not end within %d seconds.".formatted(script.getFileName(), patience.toSeconds()));
      } else if (!completion.succeeded()) {
        failures.add("Script '%s' failed.".formatted(script.getFileName()));
      }
    }
    return failures;
  }

  /** Runs something else of the partition in the same way, for as long as it needs. */
  boolean succeeds(List<String> argv, Path directory, Partition partition, GridLog log) {
    return runner.run(command(argv, directory, partition), log::info).succeeded();
  }

  private Command command(List<String> argv, Path directory, Partition partition) {
    Path folder = partition.folder().path();
    String home = privileges.accounts().ownerOf(folder).home().toString();
    return Command.of(argv, directory, CleanEnvironment.of(agentEnvironment, home), privileges.forFolder(folder));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
