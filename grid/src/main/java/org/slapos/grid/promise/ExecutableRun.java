package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slapos.grid.buildout.Shebang;
import org.slapos.grid.process.Command;
import org.slapos.grid.process.Completion;
import org.slapos.grid.process.ProcessRunner;

/** Runs executable promises: exit status 0 keeps them, their output is the message (reference: promise.md, 5). */
final class ExecutableRun implements PromiseRun<PromiseFile.Executable> {
  private static final int PERIODICITY_MINUTES = 2;

  /** More than anybody reads of a check; the end counts. */
  private static final int KEPT_OUTPUT = 64 * 1024;

  private final PromiseCommands commands;
  private final ProcessRunner runner;
  private final Clock clock;
  private final RandomGenerator random;

  ExecutableRun(PromiseCommands commands, ProcessRunner runner, Clock clock, RandomGenerator random) {
    this.commands = commands;
    this.runner = runner;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Execution execute(
      PromiseFile.Executable promise, PromiseSubject subject, PromiseState state, PromiseMode mode) throws IOException {
    Instant start = clock.instant();
    String transaction = "%d-%d".formatted(start.getEpochSecond(), random.nextInt(100, 1000));
    state.save(promise, PromiseCache.startingAt(
        start.toEpochMilli() / 1000.0, mode, true, true, PERIODICITY_MINUTES, promise.path(),
        Files.getLastModifiedTime(promise.path()).toMillis() / 1000.0));
    PromiseLog log = state.log(promise);
    Command command = commands.of(List.of(promise.path().toString()), subject).capturing(KEPT_OUTPUT);
    Completion completion = Shebang.isProgram(promise.path())
        ? runner.runAndSweep(command, _ -> {})
        : new Completion(1, "[Errno 8] Exec format error: '%s'".formatted(promise.path()), false, Duration.ZERO);
    double seconds = completion.duration().toMillis() / 1000.0;
    if (completion.timedOut()) {
      log.append("INFO", transaction, clock.instant(), "Terminating promise process '%s'".formatted(promise.name()));
      state.giveLogAway(promise);
      return new Execution.Silent(commands.timeoutMessage(), seconds);
    }
    String message = completion.output().strip();
    log.append(completion.succeeded() ? "INFO" : "ERROR", transaction, clock.instant(), message);
    state.giveLogAway(promise);
    List<PromiseLog.Execution> newest = log.newest(Tolerance.of(mode).failures());
    boolean failed = Tolerance.of(mode).exceededBy(newest);
    return new Execution.Answered(
        new PromiseResult(PromiseResult.Type.TEST, failed, clock.instant(), message), false, seconds);
  }
}
