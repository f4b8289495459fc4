package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.slapos.grid.GridSettings;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.python.PythonTools;

/** Checks the promises of partitions (reference: promise.md, 3). Thread-safe. */
public final class PartitionPromises {
  private final Privileges privileges;
  private final ExecutableRun executables;
  private final PluginRun plugins;
  private final Clock clock;

  PartitionPromises(Privileges privileges, ExecutableRun executables, PluginRun plugins, Clock clock) {
    this.privileges = privileges;
    this.executables = executables;
    this.plugins = plugins;
    this.clock = clock;
  }

  public static PartitionPromises of(
      GridSettings settings, Privileges privileges, ProcessRunner runner, Clock clock) {
    // It only marks the lines of one run in a log.
    RandomGenerator random = new Random();
    var commands = new PromiseCommands(
        privileges, settings.agentEnvironment(), settings.instanceRoot(), settings.limits().promiseTimeout());
    Path python = new PythonTools(settings.pythonTools()).python();
    var told = new PluginSettings(
        settings.computerId(), settings.masterUrl(), settings.certificateRepository(), python);
    return new PartitionPromises(
        privileges, new ExecutableRun(commands, runner, clock, random),
        new PluginRun(commands, told, runner, clock, random), clock);
  }

  /**
   * Runs all promises that are to be run, in order; what is due nowhere starts no process.
   *
   * @throws PromiseFailedException for the first promise that is not kept, after all were looked at
   */
  public void check(PromiseSubject subject, PromiseMode mode) throws IOException, PromiseFailedException {
    subject.log().info("Checking " + subject.partition() + " promises...");
    var state = new PromiseState(subject, privileges, clock.getZone());
    state.prepare();
    var run = new Run(subject, state, mode);
    for (PromiseFile promise : PromiseFile.of(subject)) {
      run.look(promise);
    }
    run.finish();
  }

  /** One look at all promises of one partition. */
  private final class Run {
    private final PromiseSubject subject;
    private final PromiseState state;
    private final PromiseMode mode;
    private final List<PromiseFailedException> failures = new ArrayList<>();
    private boolean mayBang = true;
    private boolean pythonTold;
    private int skipped;

    Run(PromiseSubject subject, PromiseState state, PromiseMode mode) {
      this.subject = subject;
      this.state = state;
      this.mode = mode;
    }

    void look(PromiseFile promise) throws IOException {
      switch (PromiseDecision.decide(state.cache(promise), mode, clock.millis() / 1000.0)) {
        case DISABLED -> skipped++;
        case NOT_DUE -> {
          skipped++;
          state.result(promise).filter(PromiseResult::failed).ifPresent(result -> fail(promise, result.message()));
        }
        case RUN -> run(promise);
      }
    }

    private void run(PromiseFile promise) throws IOException {
      Optional<PromiseResult> before = state.result(promise);
      state.prepareForRun();
      PromiseRun.Execution execution = switch (promise) {
        case PromiseFile.Plugin plugin -> {
          tellPython();
          subject.log().info("Checking promise " + promise.name() + "...");
          yield plugins.execute(plugin, subject, state, mode, mayBang);
        }
        case PromiseFile.Executable executable -> {
          subject.log().info("Checking promise " + promise.name() + "...");
          yield executables.execute(executable, subject, state, mode, mayBang);
        }
      };
      Optional<PromiseResult> result = switch (execution) {
        case PromiseRun.Execution.Answered(PromiseResult answer, _) -> Optional.of(answer);
        case PromiseRun.Execution.Declined _ -> Optional.empty();
        case PromiseRun.Execution.Silent(String error, _) -> Optional.of(silent(error, before));
      };
      if (result.isPresent()) {
        keep(promise, result.get(), execution.seconds());
      }
    }

    /** Watched for anomalies, a promise may be silent once. */
    private PromiseResult silent(String error, Optional<PromiseResult> before) {
      if (mode == PromiseMode.TEST) {
        return new PromiseResult(PromiseResult.Type.TEST, true, clock.instant(), error);
      }
      boolean again = before
          .filter(result -> result.failed() || result.message().toLowerCase(Locale.ROOT).contains("error:"))
          .isPresent();
      return new PromiseResult(PromiseResult.Type.ANOMALY, again, clock.instant(), error);
    }

    private void keep(PromiseFile promise, PromiseResult result, double seconds) throws IOException {
      state.save(promise, result, seconds);
      if (result.failed()) {
        mayBang &= result.type() != PromiseResult.Type.ANOMALY;
        fail(promise, result.message());
      } else if (result.message().startsWith("Error: ")) {
        subject.log().error(result.message());
      }
    }

    private void fail(PromiseFile promise, String message) {
      subject.log().error(message);
      failures.add(new PromiseFailedException(promise.name(), message));
    }

    private void tellPython() {
      if (!pythonTold) {
        subject.log().info("Switching to %s's python at %s".formatted(subject.partition(), plugins.python(subject)));
        pythonTold = true;
      }
    }

    void finish() throws PromiseFailedException {
      if (skipped > 0) {
        subject.log().info(skipped + " promises didn't need to be checked.");
      }
      if (!failures.isEmpty()) {
        throw failures.getFirst();
      }
    }
  }
}
