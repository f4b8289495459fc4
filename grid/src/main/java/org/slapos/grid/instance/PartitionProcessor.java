package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slapos.grid.GridSettings;
import org.slapos.grid.buildout.BuildoutFailedException;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.FileLog;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.promise.PartitionPromises;
import org.slapos.grid.promise.PromiseFailedException;
import org.slapos.grid.promise.PromiseMode;
import org.slapos.grid.promise.QuietPromises;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.grid.supervisor.PartitionServices;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.ServerErrorException;

/** Brings one partition from its plan to its outcome. Thread-safe: partitions are independent. */
final class PartitionProcessor {
  private final GridSettings settings;
  private final Privileges privileges;
  private final StepList steps;
  private final PartitionPromises promises;
  private final RestartedServices restarted;
  private final PartitionServices services;
  private final Reporter reporter;
  private final Clock clock;
  private final DeploymentSlots slots;
  private final Periodicity periodicity;
  private final PassMemory memory;

  PartitionProcessor(
      GridSettings settings, Privileges privileges, StepList steps, PartitionPromises promises,
      RestartedServices restarted, PartitionServices services, Reporter reporter, Clock clock,
      PassMemory memory) {
    this.memory = memory;
    this.slots = new DeploymentSlots(settings.limits().parallelism());
    this.periodicity = new Periodicity(settings.limits().maximumPeriodicity());
    this.settings = settings;
    this.privileges = privileges;
    this.steps = steps;
    this.promises = promises;
    this.restarted = restarted;
    this.services = services;
    this.reporter = reporter;
    this.clock = clock;
  }

  /**
   * Plans, acts and reports.
   *
   * @param reports takes what the Master has to be told of a partition that is up to date
   * @throws ConnectionException if the Master cannot be reached: the pass goes offline
   * @throws ServerErrorException likewise
   */
  Outcome process(Partition partition, DeferredReports reports, GridLog log) {
    if (partition.problem().isPresent()) {
      return malformed(partition, partition.problem().get(), log);
    }
    SoftwareFolder software = partition.software(settings.softwareRoot());
    try {
      Files.deleteIfExists(partition.folder().requestTransaction());
      Optional<LastDeployment> last = partition.isFree() ? Optional.empty()
          : LastDeployment.of(partition.folder(), memory.of(partition.id()), clock.millis());
      PartitionPlan plan = PartitionPlan.decide(facts(partition, software, last, log));
      // Apart from the switch: its first use costs as much as twenty partitions that are up to date.
      if (plan instanceof PartitionPlan.UpToDate(boolean checkPromises)) {
        return upToDate(partition, software, last.orElseThrow(), checkPromises, reports, log);
      }
      return change(partition, software, (PartitionPlan.Change) plan, log);
    } catch (ConnectionException | ServerErrorException | AgentStoppingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return FailureReport.tell(partition, e, log);
    }
  }

  private Outcome change(Partition partition, SoftwareFolder software, PartitionPlan.Change change, GridLog log)
      throws IOException {
    return switch (change) {
      case PartitionPlan.Absent _ -> absent(partition, log);
      case PartitionPlan.Free _ -> {
        FreePartition.tidy(partition.folder(), log);
        yield new Outcome.Unchanged();
      }
      case PartitionPlan.NotSelected _ -> new Outcome.Unchanged();
      case PartitionPlan.Deploy(Goal goal) -> deploy(partition, software, goal, log);
      case PartitionPlan.Unsupported(String state) -> unsupported(partition, state, log);
    };
  }

  private PartitionPlan.Facts facts(
      Partition partition, SoftwareFolder software, Optional<LastDeployment> last, GridLog log) throws IOException {
    boolean exists = last.isPresent() || Files.isDirectory(partition.folder().path());
    GridSettings.Selection selection = settings.selection();
    return new PartitionPlan.Facts(
        exists,
        partition.isFree(),
        selection.onlyPartitions().isEmpty() || selection.onlyPartitions().contains(partition.id()),
        partition.state(),
        partition.timestamp(),
        last.isPresent() ? Optional.of(last.get().timestamp()) : Optional.empty(),
        last.isPresent() ? last.get().secondsAgo() : 0,
        exists && !partition.isFree() ? periodicity.of(software, log) : 0,
        selection.force(),
        selection.forceStop());
  }

  private Outcome absent(Partition partition, GridLog log) throws IOException {
    var outcome = new Outcome.Unavailable(
        "Partition directory %s does not exist.".formatted(partition.folder().path()));
    log.error(outcome.message());
    reporter.tell(partition, outcome, log);
    return outcome;
  }

  private Outcome upToDate(
      Partition partition, SoftwareFolder software, LastDeployment last, boolean checkPromises, DeferredReports reports,
      GridLog log) throws IOException {
    if (!checkPromises) {
      remember(partition, last, Optional.empty());
      log.info("Partition already up-to-date. skipping.");
      return new Outcome.Unchanged();
    }
    if (restarted.needsStart(partition.id())) {
      services.startGroup(partition.id(), log);
    }
    Optional<String> anomaly = Optional.empty();
    try {
      Optional<QuietPromises> known = memory.of(partition.id()).flatMap(PartitionMemory::promises);
      remember(partition, last, promises.watch(PromiseSubjects.of(partition, software, log), known));
    } catch (PromiseFailedException e) {
      log.error(String.valueOf(e.getMessage()));
      anomaly = Optional.of(String.valueOf(e.getMessage()));
    }
    var outcome = new Outcome.Checked(anomaly);
    if (Reporter.isNews(partition, outcome)) {
      reports.add(() -> tellLater(partition, outcome, log));
    }
    return outcome;
  }

  private void remember(Partition partition, LastDeployment last, Optional<QuietPromises> quiet) {
    if (last.settled()) {
      memory.remember(partition.id(), new PartitionMemory(last.fingerprint(), last.timestamp(), quiet));
    }
  }

  /** A certificate that cannot be refreshed or a Master that refuses changes nothing for an instance that runs. */
  private void tellLater(Partition partition, Outcome outcome, GridLog log) {
    try {
      reporter.tell(partition, outcome, log);
    } catch (ConnectionException | ServerErrorException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      log.error("Cannot tell the Master of %s: %s".formatted(partition.id(), e.getMessage()), e);
    }
  }

  private static Outcome malformed(Partition partition, String problem, GridLog log) {
    log.error(problem);
    partition.remote().error(problem);
    return new Outcome.Failed(problem, problem);
  }

  private Outcome unsupported(Partition partition, String state, GridLog log) throws IOException {
    String message = "Computer Partition '%s' has unsupported state: %s".formatted(partition.id(), state);
    log.error(message);
    var outcome = new Outcome.Failed(message, message);
    reporter.tell(partition, outcome, log);
    return outcome;
  }

  private Outcome deploy(Partition partition, SoftwareFolder software, Goal goal, GridLog log) throws IOException {
    try (var slot = slots.take()) {
      return deploy(partition, software, goal, slot, log);
    }
  }

  private Outcome deploy(
      Partition partition, SoftwareFolder software, Goal goal, DeploymentSlots.Slot slot, GridLog log) throws IOException {
    PartitionFolder folder = partition.folder();
    Files.deleteIfExists(folder.timestamp());
    new LogFolder(privileges).prepare(folder);
    try (FileLog own = FileLog.open(log, clock, folder.instanceLog())) {
      privileges.giveTo(folder.instanceLog(), folder.path());
      own.info("Processing Computer Partition %s.".formatted(partition.id()));
      own.info("  Software URL: " + partition.softwareUrl().orElse(""));
      own.info("  Software path: " + software.path());
      own.info("  Instance path: " + folder.path());
      own.info("  Instance status: " + partition.state());
      Files.deleteIfExists(folder.errorLog());
      var task = new PartitionTask(partition, software, goal, own);
      try {
        run(task, slot);
        var outcome = new Outcome.Reached(goal);
        reporter.tell(partition, outcome, own);
        finish(partition);
        return outcome;
      } catch (PromiseFailedException e) {
        own.error(String.valueOf(e.getMessage()));
        var outcome = new Outcome.PromiseFailed(String.valueOf(e.getMessage()));
        reporter.tell(partition, outcome, own);
        return outcome;
      } catch (ConnectionException | ServerErrorException e) {
        throw e;
      } catch (BuildoutFailedException | IOException | RuntimeException e) {
        Outcome outcome = FailureReport.tell(partition, e, own);
        checkAfterFailure(task, e);
        return outcome;
      }
    }
  }

  /** The first failure counts; steps that must run in any case still do. */
  private void run(PartitionTask task, DeploymentSlots.Slot slot)
      throws IOException, BuildoutFailedException, PromiseFailedException {
    List<PartitionStep> all = steps.towards(task.goal());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).waits()) {
        slot.giveBack();
      }
      try {
        all.get(i).run(task);
      } catch (IOException | BuildoutFailedException | PromiseFailedException | RuntimeException e) {
        for (PartitionStep step : all.subList(i + 1, all.size())) {
          if (step.always()) {
            runAfterFailure(step, task, e);
          }
        }
        throw e;
      }
    }
  }

  private static void runAfterFailure(PartitionStep step, PartitionTask task, Exception failure) {
    try {
      step.run(task);
    } catch (IOException | BuildoutFailedException | PromiseFailedException | RuntimeException e) {
      failure.addSuppressed(e);
      task.log().error("Cannot stop the services of %s: %s".formatted(task.id(), e.getMessage()), e);
    }
  }

  private static void finish(Partition partition) throws IOException {
    if (partition.timestamp().isPresent()) {
      AtomicFile.write(partition.folder().timestamp(), partition.timestamp().get(), "rw-r--r--");
    }
  }

  /** Keeps the promises' files current; the failure before them is the one that counts. */
  private void checkAfterFailure(PartitionTask task, Exception failure) {
    if (task.goal() != Goal.STARTED) {
      return;
    }
    try {
      promises.check(PromiseSubjects.of(task), PromiseMode.TEST);
    } catch (PromiseFailedException | IOException | RuntimeException e) {
      failure.addSuppressed(e);
      task.log().debug("Promises of %s after its failure: %s".formatted(task.id(), e.getMessage()));
    }
  }
}
