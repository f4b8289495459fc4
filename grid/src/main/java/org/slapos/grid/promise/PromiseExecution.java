package org.slapos.grid.promise;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.slapos.grid.promise.PromiseRun.Execution;

/** Runs one promise and saves what came of it. Thread-safe, except for two promises of the same title. */
final class PromiseExecution {
  private final ExecutableRun executables;
  private final PluginRun plugins;
  private final Clock clock;

  PromiseExecution(ExecutableRun executables, PluginRun plugins, Clock clock) {
    this.executables = executables;
    this.plugins = plugins;
    this.clock = clock;
  }

  /**
   * What a run brought.
   *
   * @param result empty when the promise refused the mode
   * @param mayBang whether the promise lets its failure have the instance tree processed again
   */
  record Ran(Optional<PromiseResult> result, boolean mayBang) {}

  Ran run(PromiseFile promise, PromiseSubject subject, PromiseState state, PromiseMode mode) throws IOException {
    Optional<PromiseResult> before = state.result(promise);
    subject.log().info("Checking promise " + promise.name() + "...");
    Execution execution = switch (promise) {
      case PromiseFile.Plugin plugin -> plugins.execute(plugin, subject, state, mode);
      case PromiseFile.Executable executable -> executables.execute(executable, subject, state, mode);
    };
    Ran ran = switch (execution) {
      case Execution.Answered(PromiseResult answer, boolean mayBang, _) -> new Ran(Optional.of(answer), mayBang);
      case Execution.Declined _ -> new Ran(Optional.empty(), false);
      case Execution.Silent(String error, _) -> new Ran(Optional.of(silent(error, mode, before)), false);
    };
    if (ran.result().isPresent()) {
      state.save(promise, ran.result().get(), execution.seconds());
    }
    return ran;
  }

  /** After the last promise of a look at a partition. */
  void end(PromiseSubject subject) throws IOException {
    plugins.end(subject);
  }

  /** The interpreter of a partition's plugins. */
  String python(PromiseSubject subject) {
    return plugins.python(subject).toString();
  }

  /** Watched for anomalies, a promise may be silent once. */
  private PromiseResult silent(String error, PromiseMode mode, Optional<PromiseResult> before) {
    if (mode == PromiseMode.TEST) {
      return new PromiseResult(PromiseResult.Type.TEST, true, clock.instant(), error);
    }
    boolean again = before
        .filter(result -> result.failed() || result.message().toLowerCase(Locale.ROOT).contains("error:"))
        .isPresent();
    return new PromiseResult(PromiseResult.Type.ANOMALY, again, clock.instant(), error);
  }
}
