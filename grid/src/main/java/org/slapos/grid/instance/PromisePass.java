package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slapos.config.IoReason;
import org.slapos.grid.ExitCode;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.OrderedWork;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.promise.PartitionPromises;
import org.slapos.grid.promise.PromiseFailedException;
import org.slapos.grid.promise.PromiseMode;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.slap.Slap;

/** {@code node promise}: all promises of started partitions, now (reference: promise.md, 2). */
public final class PromisePass {
  private final GridSettings settings;
  private final Slap slap;
  private final GridLog log;
  private final PartitionPromises promises;

  public PromisePass(
      GridSettings settings, Slap slap, Privileges privileges, ProcessRunner runner, Clock clock, GridLog log) {
    this.settings = settings;
    this.slap = slap;
    this.log = log;
    this.promises = PartitionPromises.of(settings, privileges, runner, clock);
  }

  /** Exit status 2 if any promise is not kept or could not be run. */
  public PassResult run() {
    log.info("Processing promises...");
    List<Partition> partitions = slap.registerComputer(settings.computerId()).partitions().stream()
        .map(remote -> Partition.of(remote, settings.instanceRoot())).toList();
    List<String> only = settings.selection().onlyPartitions();
    PartitionNames.requireKnown(only, partitions);
    List<Partition> checked = partitions.stream()
        .filter(partition -> only.isEmpty() || only.contains(partition.id()))
        .filter(partition -> partition.problem().isPresent()
            || (partition.state().equals("started") && partition.softwareUrl().isPresent()))
        .toList();
    List<String> failures = OrderedWork.map(checked, settings.limits().parallelism(), "partition", this::check)
        .stream().flatMap(Optional::stream).toList();
    if (!failures.isEmpty()) {
      log.info("Finished computer partitions.");
      failures.forEach(log::info);
    }
    return new PassResult(failures.isEmpty() ? ExitCode.SUCCESS : ExitCode.PROMISE_FAILED, failures);
  }

  /** What failed, for the summary. */
  private Optional<String> check(Partition partition) {
    if (partition.problem().isPresent()) {
      log.error(partition.problem().get());
      return Optional.of("  %s: %s".formatted(partition.id(), partition.problem().get()));
    }
    if (!Files.isDirectory(partition.folder().path())) {
      log.error("Partition directory %s does not exist.".formatted(partition.folder().path()));
      return Optional.empty();
    }
    SoftwareFolder software = partition.software(settings.softwareRoot());
    log.info("Processing Promises for Computer Partition %s.".formatted(partition.id()));
    log.info("  Software URL: " + partition.softwareUrl().orElse(""));
    log.info("  Software path: " + software.path());
    log.info("  Instance path: " + partition.folder().path());
    try {
      promises.check(PromiseSubjects.of(partition, software, log), PromiseMode.TEST);
      return Optional.empty();
    } catch (AgentStoppingException e) {
      throw e;
    } catch (PromiseFailedException | IOException | RuntimeException e) {
      String reason = e instanceof IOException io ? IoReason.of(io) : String.valueOf(e.getMessage());
      log.error(reason);
      return Optional.of("  %s: %s".formatted(partition.label(), reason));
    }
  }
}
