package org.slapos.grid.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slapos.grid.ExitCode;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.firewall.PartitionFirewall;
import org.slapos.grid.instance.CertificateStep;
import org.slapos.grid.instance.ManagedPartitions;
import org.slapos.grid.instance.Partition;
import org.slapos.grid.instance.Retention;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.log.StackTrace;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.Managers;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.supervisor.PartitionServices;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.Supervisord;
import org.slapos.slap.Computer;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;

/** {@code node report}: sends consumption, then empties destroyed partitions (reference: node-grid.md, 4). */
public final class ReportPass {
  private static final Duration USUAL_PATIENCE = Duration.ofHours(1);

  private final GridSettings settings;
  private final Slap slap;
  private final GridLog log;
  private final ReportScripts scripts;
  private final UsageReport usage;
  private final CertificateStep certificates;
  private final PartitionServices services;
  private final PartitionDestroyer destroyer;
  private final Managers managers;
  private final ManagedPartitions managed;
  private final List<String> failures = new ArrayList<>();

  public ReportPass(
      GridSettings settings, Slap slap, Managers managers, Privileges privileges, ProcessRunner runner, Clock clock,
      GridLog log) {
    this.settings = settings;
    this.slap = slap;
    this.log = log;
    this.scripts = new ReportScripts(
        privileges, runner, settings.agentEnvironment(), settings.limits().partitionTimeout().orElse(USUAL_PATIENCE),
        new SecureRandom());
    this.usage = new UsageReport(settings, clock, log);
    this.certificates = new CertificateStep(settings, privileges);
    var layout = new SupervisorLayout(settings.instanceRoot());
    this.services = new PartitionServices(layout, Supervisord.at(layout.socket()));
    var retention = new Retention(privileges, clock);
    this.destroyer = new PartitionDestroyer(
        settings, retention, scripts, services, settings.extensions().firewall().map(section ->
            new PartitionFirewall(section, new SystemCommands(runner, settings.agentEnvironment()))));
    this.managers = managers;
    this.managed = new ManagedPartitions(settings, privileges, services, retention);
  }

  /** Exit status 1 if a script, a report or a destruction failed. */
  public PassResult run() {
    log.info("Aggregating and sending usage reports...");
    Computer computer = slap.registerComputer(settings.computerId());
    List<Partition> known = computer.partitions().stream()
        .map(remote -> Partition.of(remote, settings.instanceRoot())).toList();
    known.forEach(partition -> partition.problem().ifPresent(problem -> {
      log.error(problem);
      fail(partition, problem);
    }));
    List<Partition> partitions = known.stream()
        .filter(partition -> !partition.isFree() && Files.isDirectory(partition.folder().path()))
        .toList();
    partitions.forEach(this::runScripts);
    Set<String> unsent = usage.send(computer, partitions, this::fail);
    partitions.stream()
        .filter(partition -> partition.state().equals("destroyed"))
        // What a partition consumed must reach the Master before its reports are deleted.
        .filter(partition -> !unsent.contains(partition.id()))
        .forEach(this::destroy);
    log.info("Finished usage reports.");
    failures.forEach(log::info);
    return new PassResult(failures.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILED, failures);
  }

  private void runScripts(Partition partition) {
    try {
      List<String> failed = scripts.run(partition, log);
      if (!failed.isEmpty()) {
        fail(partition, String.join("\n", failed));
      }
    } catch (AgentStoppingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      log.error("Cannot run usage script(s) for '%s': %s".formatted(partition.id(), e.getMessage()), e);
      fail(partition, String.valueOf(e.getMessage()));
    }
  }

  private void destroy(Partition partition) {
    try {
      services.stop(partition.id(), log);
      certificates.refresh(partition, log);
      tellStopped(partition);
      if (!managers.isEmpty()) {
        managers.call(Manager::report, managed.of(partition, log));
      }
      Path waiting = partition.folder().path().resolve(".slapos-report-wait-service-list");
      if (services.anyRunning(waiting)) {
        log.info("There are running processes into the partition, wait until they finish...");
      } else if (destroyer.destroy(partition, log)) {
        tellDestroyed(partition);
      }
    } catch (AgentStoppingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      log.error("Cannot destroy %s: %s".formatted(partition.id(), e.getMessage()), e);
      fail(partition, e instanceof IOException ? String.valueOf(e.getMessage()) : StackTrace.of(e));
    }
  }

  private void tellStopped(Partition partition) {
    try {
      partition.remote().stopped();
    } catch (SlapException e) {
      log.debug("Cannot tell the Master that %s is stopped: %s".formatted(partition.id(), e.getMessage()));
    }
  }

  /** It is empty whatever the Master answers; the next run tells it again. */
  private void tellDestroyed(Partition partition) {
    try {
      partition.remote().destroyed();
    } catch (NotFoundException | ServerErrorException e) {
      log.warn("Cannot tell the Master that %s is destroyed: %s".formatted(partition.id(), e.getMessage()));
    }
  }

  private void fail(Partition partition, String message) {
    partition.remote().error(message);
    failures.add("  %s: %s".formatted(partition.label(), message));
  }
}
