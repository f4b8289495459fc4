package org.slapos.grid.promise;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.NumberedThreads;

/** Bounds how many promises of all partitions run at the same time. Thread-safe. */
final class PromiseWorkers {
  private final int parallelism;
  private Optional<ExecutorService> executor = Optional.empty();

  PromiseWorkers(int parallelism) {
    this.parallelism = parallelism;
  }

  <T> Future<T> begin(Callable<T> work) {
    return executor().submit(work);
  }

  /** Made when the first promise is due: most passes run none. */
  private synchronized ExecutorService executor() {
    ExecutorService made = executor.orElseGet(() -> Executors.newFixedThreadPool(
        parallelism, new NumberedThreads("promise")));
    executor = Optional.of(made);
    return made;
  }

  /** The result of work that was begun, or the exception that it ended with. */
  static <T> T await(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    }
  }
}
