package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.slapos.grid.GridSettings;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.python.PythonTools;

/** Checks the promises of partitions (reference: promise.md, 3). Thread-safe. */
public final class PartitionPromises {
  private final Privileges privileges;
  private final PromiseExecution execution;
  private final PromiseWorkers workers;
  private final Clock clock;

  private PartitionPromises(Privileges privileges, PromiseExecution execution, PromiseWorkers workers, Clock clock) {
    this.privileges = privileges;
    this.execution = execution;
    this.workers = workers;
    this.clock = clock;
  }

  public static PartitionPromises of(
      GridSettings settings, Privileges privileges, ProcessRunner runner, Clock clock) {
    // It only tells runs apart in logs and output.
    RandomGenerator random = new Random();
    var commands = new PromiseCommands(
        privileges, settings.agentEnvironment(), settings.instanceRoot(), settings.limits().promiseTimeout(),
        settings.workload().promiseMemory());
    Path python = new PythonTools(settings.pythonTools()).python();
    var told = new PluginSettings(
        settings.computerId(), settings.masterUrl(), settings.certificateRepository(), python);
    var execution = new PromiseExecution(
        new ExecutableRun(commands, runner, clock, random), new PluginRun(commands, told, runner, clock, random), clock);
    return new PartitionPromises(privileges, execution, new PromiseWorkers(settings.workload().promises()), clock);
  }

  /**
   * As {@link #check} for anomalies, for a pass that comes by often.
   *
   * @param known what the last look returned
   * @return what the next one may rely on, if this one found nothing to do
   */
  public Optional<QuietPromises> watch(PromiseSubject subject, Optional<QuietPromises> known)
      throws IOException, PromiseFailedException {
    tell(subject);
    long nowMillis = clock.millis();
    if (known.isPresent() && known.get().holds(subject, nowMillis / 1000.0)) {
      PromiseCheck.tellSkipped(known.get().count(), subject.log());
      return known;
    }
    PromiseState state = prepared(subject);
    PromiseFiles promises = PromiseFiles.of(subject);
    OptionalDouble until = run(subject, state, promises, PromiseMode.ANOMALY);
    return until.isPresent() && promises.sound() && !promises.all().isEmpty()
        ? QuietPromises.of(subject, promises.all(), until.getAsDouble(), nowMillis) : Optional.empty();
  }

  /**
   * Runs all promises that are to be run, several at the same time; what is due nowhere starts no process.
   *
   * @throws PromiseFailedException for the first promise, by name, that is not kept, after all were looked at
   */
  public void check(PromiseSubject subject, PromiseMode mode) throws IOException, PromiseFailedException {
    tell(subject);
    run(subject, prepared(subject), PromiseFiles.of(subject), mode);
  }

  private static void tell(PromiseSubject subject) {
    subject.log().info("Checking " + subject.partition() + " promises...");
  }

  private PromiseState prepared(PromiseSubject subject) throws IOException {
    var state = new PromiseState(subject, privileges, clock);
    state.prepare();
    return state;
  }

  private OptionalDouble run(PromiseSubject subject, PromiseState state, PromiseFiles promises, PromiseMode mode)
      throws IOException, PromiseFailedException {
    return new PromiseCheck(subject, state, mode, execution, workers, clock).run(promises.all());
  }
}
