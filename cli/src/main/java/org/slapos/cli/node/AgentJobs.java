package org.slapos.cli.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slapos.cli.Invocation;
import org.slapos.grid.PassResult;
import org.slapos.grid.Slapgrid;
import org.slapos.grid.agent.Job;

/** The jobs of the resident agent. Each run reads the configuration again, so that a change counts from then on. */
final class AgentJobs {
  private final Invocation invocation;
  private final AgentConfiguration configuration;
  private final Set<Slapgrid> running = ConcurrentHashMap.newKeySet();

  AgentJobs(Invocation invocation, AgentConfiguration configuration) {
    this.invocation = invocation;
    this.configuration = configuration;
  }

  /**
   * All that have an interval. Instance and promise share a pid file, hence a lane.
   *
   * @param collect what collects consumption, if that is there
   */
  List<Job> all(Optional<IntSupplier> collect) {
    var jobs = new ArrayList<Job>();
    add(jobs, "software", "software", true, () -> run(PassKind.SOFTWARE, Slapgrid::software));
    add(jobs, "instance", "instance", true, () -> run(PassKind.INSTANCE, Slapgrid::instance));
    add(jobs, "promise", "instance", false, () -> run(PassKind.PROMISE, Slapgrid::promise));
    add(jobs, "report", "report", false, () -> run(PassKind.REPORT, Slapgrid::report));
    collect.ifPresent(work -> add(jobs, "collect", "collect", false, work));
    return jobs;
  }

  private void add(List<Job> jobs, String name, String lane, boolean onChange, IntSupplier work) {
    Duration interval = configuration.intervals().get(name);
    if (interval != null) {
      jobs.add(new Job(name, lane, interval, onChange, work));
    }
  }

  private int run(PassKind kind, Function<Slapgrid, PassResult> pass) {
    Slapgrid grid = NodePassCommand.grid(kind, invocation);
    running.add(grid);
    try {
      return pass.apply(grid).exitCode();
    } finally {
      running.remove(grid);
    }
  }

  /** Ends the children of what runs now; it is reported as interrupted. */
  void stop() {
    running.forEach(Slapgrid::stop);
  }
}
