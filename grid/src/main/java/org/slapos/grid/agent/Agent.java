package org.slapos.grid.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slapos.grid.agent.JobState.Reason;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.ChangeFeed;

/**
 * Does all jobs of a node on their schedules, and those that the Master's changes are for at once. Jobs of different
 * lanes run at the same time, as the node's commands do.
 */
public final class Agent {
  private final List<Lane> lanes = new ArrayList<>();
  private final MasterWatch watch;
  private final Clock clock;
  private final Instant startedAt;
  private final List<Thread> threads = new ArrayList<>();

  public Agent(List<Job> jobs, ChangeFeed feed, Clock clock, GridLog log) {
    this(jobs, feed, Duration.ofMinutes(1), clock, log);
  }

  /**
   * As the other one.
   *
   * @param unsupportedPause between two questions to a Master that has no change feed
   */
  Agent(List<Job> jobs, ChangeFeed feed, Duration unsupportedPause, Clock clock, GridLog log) {
    this.clock = clock;
    this.startedAt = clock.instant();
    Map<String, List<JobRunner>> byLane = new LinkedHashMap<>();
    jobs.forEach(job ->
        byLane.computeIfAbsent(job.lane(), _ -> new ArrayList<>()).add(new JobRunner(job, clock, log)));
    byLane.values().forEach(runners -> lanes.add(new Lane(runners, clock)));
    this.watch = new MasterWatch(feed, this::changed, unsupportedPause, clock, log);
  }

  /** Begins; returns at once. */
  public void start() {
    lanes.forEach(lane -> threads.add(
        Thread.ofPlatform().name("lane " + lane.jobs().getFirst().job().lane()).start(lane)));
    Thread.ofPlatform().daemon().name("master watch").start(watch);
  }

  /** Begins nothing more; what runs goes on. */
  public void end() {
    watch.end();
    lanes.forEach(Lane::end);
  }

  /** Waits until {@link #end} was called and nothing runs any more. */
  public void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Has one job done as soon as its lane is free; whether there is one of that name. */
  public boolean ask(String name) {
    boolean known = false;
    for (Lane lane : lanes) {
      List<JobRunner> meant = lane.jobs().stream().filter(runner -> runner.job().name().equals(name)).toList();
      if (!meant.isEmpty()) {
        lane.want(meant, Reason.ASKED);
        known = true;
      }
    }
    return known;
  }

  private void changed() {
    for (Lane lane : lanes) {
      List<JobRunner> meant = lane.jobs().stream().filter(runner -> runner.job().onChange()).toList();
      if (!meant.isEmpty()) {
        lane.want(meant, Reason.CHANGE);
      }
    }
  }

  /** What it does now. */
  public AgentState state() {
    MasterWatch.State master = watch.state();
    return new AgentState(
        startedAt, clock.instant(), master.kind().name().toLowerCase(Locale.ROOT),
        master.detail().isEmpty() ? Optional.empty() : Optional.of(master.detail()),
        lanes.stream().flatMap(lane -> lane.jobs().stream()).map(JobRunner::state).toList());
  }
}
