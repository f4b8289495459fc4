package org.slapos.grid.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.buildout.Buildout;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.manager.Managers;
import org.slapos.grid.process.OrderedWork;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.promise.PartitionPromises;
import org.slapos.grid.supervisor.PartitionServices;
import org.slapos.grid.supervisor.ProcessState;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.Supervisord;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.Slap;

/** {@code node instance}: brings partitions to the state the Master wants (reference: node-grid.md, 3). */
public final class InstancePass {
  private final GridSettings settings;
  private final Slap slap;
  private final GridLog log;
  private final ManagedProcessing processor;
  private final OfflineStart offline;
  private final PassMemory memory;

  /** @param processes what supervisord has, if that was asked already */
  public InstancePass(
      GridSettings settings, Slap slap, Managers managers, Optional<List<ProcessState>> processes, Privileges privileges,
      ProcessRunner runner, Clock clock, GridLog log) {
    this.settings = settings;
    this.slap = slap;
    this.log = log;
    var layout = new SupervisorLayout(settings.instanceRoot());
    Supervisord supervisord = Supervisord.at(layout.socket());
    var services = new PartitionServices(layout, supervisord);
    var promises = PartitionPromises.of(settings, privileges, runner, clock);
    var buildout = new Buildout(runner, settings.behaviour().buildoutDebug());
    var steps = new StepList(settings, privileges, buildout, services, promises, runner, clock);
    var reporter = new Reporter(new CertificateStep(settings, privileges)::refresh);
    this.memory = PassMemory.of(settings.instanceRoot(), log);
    var plain = new PartitionProcessor(
        settings, privileges, steps, promises, new RestartedServices(() -> processes.orElseGet(supervisord::allProcesses), log), services,
        reporter, clock, memory);
    this.processor = new ManagedProcessing(
        plain, managers, new ManagedPartitions(settings, privileges, services, new Retention(privileges, clock)));
    this.offline = new OfflineStart(settings.instanceRoot(), services, supervisord, log);
  }

  /** supervisord must run already, unless its launch is forbidden. */
  public PassResult run() {
    return runThen(_ -> {});
  }

  /**
   * As {@link #run}.
   *
   * @param shown receives what became of the partitions that are used, unless the Master cannot be reached
   */
  public PassResult run(Consumer<List<PartitionResult>> shown) {
    return runThen(outcomes -> shown.accept(
        outcomes.stream().filter(one -> !one.partition().isFree()).map(PartitionResult::of).toList()));
  }

  private PassResult runThen(Consumer<List<PartitionOutcome>> atTheEnd) {
    log.info("Processing computer partitions...");
    List<PartitionOutcome> outcomes;
    try (var reports = new DeferredReports()) {
      List<Partition> partitions = partitions();
      outcomes = processAll(partitions, reports);
      memory.write(partitions);
      reports.await();
    } catch (ConnectionException | ServerErrorException | RequestRefusedException e) {
      log.error(String.valueOf(e.getMessage()));
      return offline.run();
    }
    log.info("Finished computer partitions.");
    log.info("=".repeat(80));
    PassResult result = InstanceSummary.of(outcomes);
    result.summary().forEach(log::info);
    atTheEnd.accept(outcomes);
    return result;
  }

  private List<Partition> partitions() {
    List<Partition> partitions = new DesiredState(
        slap.registerComputer(settings.computerId()), new KeptListing(settings.instanceRoot(), log),
        remote -> Partition.of(remote, settings.instanceRoot()), log).partitions();
    PartitionNames.requireKnown(settings.selection().onlyPartitions(), partitions);
    try {
      new BootMark(settings.instanceRoot(), log).check(partitions);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tell whether the machine was restarted: " + e.getMessage(), e);
    }
    return partitions;
  }

  private List<PartitionOutcome> processAll(List<Partition> partitions, DeferredReports reports) {
    return OrderedWork.map(partitions, DeploymentSlots.threads(settings.limits().parallelism()), "partition",
        partition -> new PartitionOutcome(partition, processor.process(partition, reports, log)));
  }
}
