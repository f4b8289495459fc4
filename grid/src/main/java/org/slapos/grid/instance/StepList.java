package org.slapos.grid.instance;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slapos.grid.GridSettings;
import org.slapos.grid.buildout.Buildout;
import org.slapos.grid.firewall.PartitionFirewall;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.promise.PartitionPromises;
import org.slapos.grid.promise.PromiseFailedException;
import org.slapos.grid.promise.PromiseMode;
import org.slapos.grid.supervisor.PartitionServices;

/**
 * The steps towards each goal, in order (reference: node-grid.md, 3.2). Managers come before and after all of them.
 */
final class StepList {
  private final PartitionStep certificate;
  private final PartitionStep check;
  private final PartitionStep profile;
  private final PartitionStep build;
  private final PartitionStep retention;
  private final PartitionStep start;
  private final PartitionStep stop;
  private final PartitionStep firewall;
  private final PartitionStep promises;

  StepList(
      GridSettings settings, Privileges privileges, Buildout buildout, PartitionServices services,
      PartitionPromises promiseChecks, ProcessRunner runner, Clock clock) {
    certificate = new CertificateStep(settings, privileges);
    check = new CheckStep(settings.limits().instanceMinFreeSpace());
    profile = new ProfileStep(settings, privileges);
    build = new BuildoutStep(settings, privileges, buildout);
    retention = new Retention(privileges, clock)::freeze;
    start = task -> services.start(ServiceFiles.read(task.folder(), privileges.accounts(), task.log()), task.log());
    stop = new StopStep(services);
    firewall = settings.extensions().firewall()
        .map(section -> new PartitionFirewall(section, new SystemCommands(runner, settings.agentEnvironment())))
        .<PartitionStep>map(FirewallStep::new).orElse(_ -> {});
    promises = new PromiseStep(promiseChecks);
  }

  List<PartitionStep> towards(Goal goal) {
    return switch (goal) {
      case STARTED -> List.of(certificate, check, profile, build, retention, start, firewall, promises);
      case HELD -> List.of(certificate, check, profile, build, retention, stop, firewall);
      // Installed too, because the instance then asks its children to stop.
      case STOPPED -> List.of(certificate, check, profile, build, retention, firewall, stop);
      case DESTROYED -> List.of(certificate, stop, firewall);
    };
  }

  /** Promises of what was just started mostly wait for it. */
  private record PromiseStep(PartitionPromises promises) implements PartitionStep {
    @Override
    public void run(PartitionTask task) throws IOException, PromiseFailedException {
      promises.check(PromiseSubjects.of(task), PromiseMode.TEST);
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** Stops even what could not be installed. */
  private record StopStep(PartitionServices services) implements PartitionStep {
    @Override
    public void run(PartitionTask task) throws IOException {
      services.stop(task.id(), task.log());
    }

    @Override
    public boolean always() {
      return true;
    }
  }
}
