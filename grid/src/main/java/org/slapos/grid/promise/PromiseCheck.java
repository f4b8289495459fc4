package org.slapos.grid.promise;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Future;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.promise.PromiseExecution.Ran;

/** One look at all promises of one partition: they run beside each other, and are judged in the order of their names. */
final class PromiseCheck {
  private final PromiseSubject subject;
  private final PromiseState state;
  private final PromiseMode mode;
  private final PromiseExecution execution;
  private final PromiseWorkers workers;
  private final Clock clock;
  private final List<PromiseFailedException> failures = new ArrayList<>();
  private final Set<String> titles = new HashSet<>();
  private boolean anomalySeen;
  private boolean prepared;
  private boolean pythonTold;
  private int skipped;
  private boolean quiet = true;
  private double nextRun = Double.MAX_VALUE;

  PromiseCheck(
      PromiseSubject subject, PromiseState state, PromiseMode mode, PromiseExecution execution, PromiseWorkers workers,
      Clock clock) {
    this.subject = subject;
    this.state = state;
    this.mode = mode;
    this.execution = execution;
    this.workers = workers;
    this.clock = clock;
  }

  /** The end of a look at one promise, asked for in the order of the names. */
  @FunctionalInterface
  private interface Look {
    void judge() throws IOException;
  }

  /**
   * Runs and judges.
   *
   * @return until when, in seconds since 1970, another look finds nothing to do unless a file changes; empty if this one
   *     found something
   * @throws PromiseFailedException for the first that is not kept, after all were judged
   */
  OptionalDouble run(List<PromiseFile> promises) throws IOException, PromiseFailedException {
    Optional<Exception> broken;
    try {
      broken = look(promises);
    } finally {
      if (pythonTold) {
        execution.end(subject);
      }
    }
    finish(broken);
    return quiet ? OptionalDouble.of(nextRun) : OptionalDouble.empty();
  }

  private Optional<Exception> look(List<PromiseFile> promises) throws IOException {
    var looks = new ArrayList<Look>();
    for (PromiseFile promise : promises) {
      // Two of the same title share their state files: the second is looked at when the first is done.
      looks.add(titles.add(promise.title()) ? begin(promise) : () -> begin(promise).judge());
    }
    Optional<Exception> broken = Optional.empty();
    for (Look look : looks) {
      try {
        look.judge();
      } catch (AgentStoppingException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // The others are still judged: one that cannot be run hides none of them.
        broken = broken.or(() -> Optional.of(e));
      }
    }
    return broken;
  }

  private Look begin(PromiseFile promise) throws IOException {
    Optional<PromiseCache> cache = state.cache(promise);
    PromiseDecision decision = PromiseDecision.decide(cache, mode, clock.millis() / 1000.0);
    quiet &= decision != PromiseDecision.RUN && cache.orElseThrow().moduleFile().equals(promise.path());
    return switch (decision) {
      case DISABLED -> () -> skipped++;
      case NOT_DUE -> notDue(promise, cache.orElseThrow().nextRunAfter());
      case RUN -> start(promise);
    };
  }

  private Look notDue(PromiseFile promise, double due) throws IOException {
    if (state.isKept(promise)) {
      nextRun = Math.min(nextRun, due);
      return () -> skipped++;
    }
    quiet = false;
    Optional<PromiseResult> saved = state.result(promise).filter(PromiseResult::failed);
    return () -> {
      skipped++;
      saved.ifPresent(result -> fail(promise, result.message()));
    };
  }

  private Look start(PromiseFile promise) throws IOException {
    if (!prepared) {
      state.prepareForRun();
      prepared = true;
    }
    if (promise instanceof PromiseFile.Plugin && !pythonTold) {
      subject.log().info("Switching to %s's python at %s".formatted(subject.partition(), execution.python(subject)));
      pythonTold = true;
    }
    var log = new HeldLog();
    Future<Ran> running = workers.begin(() -> execution.run(promise, subject.logging(log), state, mode));
    return () -> {
      try {
        judge(promise, PromiseWorkers.await(running), log);
      } finally {
        log.writeTo(subject.log());
      }
    };
  }

  private void judge(PromiseFile promise, Ran ran, HeldLog log) throws IOException {
    log.writeTo(subject.log());
    if (ran.result().isEmpty()) {
      return;
    }
    PromiseResult result = ran.result().get();
    if (result.failed()) {
      fail(promise, result.message());
      if (result.type() == PromiseResult.Type.ANOMALY && !anomalySeen) {
        anomalySeen = true;
        if (ran.mayBang()) {
          bang(promise);
        }
      }
    } else if (result.message().startsWith("Error: ")) {
      subject.log().error(result.message());
    }
  }

  /**
   * The first anomaly of a look has the whole tree processed again. The promise itself is not asked to do it: those that
   * run beside each other would not know which one is first.
   */
  private void bang(PromiseFile promise) throws IOException {
    String message = "Promise %s is failing".formatted(promise.title());
    PromiseLog log = state.log(promise);
    try {
      subject.bang().accept(message);
      log.continueNewest("INFO", clock.instant(), "Bang with message '%s'.".formatted(message));
    } catch (RuntimeException e) {
      subject.log().warn("Cannot bang for promise %s: %s".formatted(promise.name(), e.getMessage()));
      log.continueNewest("WARNING", clock.instant(), "Cannot bang: " + e.getMessage());
    }
    state.giveLogAway(promise);
  }

  private void fail(PromiseFile promise, String message) {
    subject.log().error(message);
    failures.add(new PromiseFailedException(promise.name(), message));
  }

  static void tellSkipped(int count, GridLog log) {
    if (count > 0) {
      log.info(count + " promises didn't need to be checked.");
    }
  }

  private void finish(Optional<Exception> broken) throws IOException, PromiseFailedException {
    tellSkipped(skipped, subject.log());
    if (broken.isPresent()) {
      switch (broken.get()) {
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        default -> throw new IllegalStateException(broken.get());
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
