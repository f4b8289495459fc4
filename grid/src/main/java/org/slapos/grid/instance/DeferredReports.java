package org.slapos.grid.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.NumberedThreads;
import org.slapos.slap.SlapException;

/**
 * Reports about partitions that are up to date: nothing else waits for them, so the Master is told of several at once
 * while the next partitions are looked at.
 */
final class DeferredReports implements AutoCloseable {
  private static final int AT_ONCE = 8;

  /** Platform threads: the poller that virtual ones wait with would hold up the end of the process for 0.3 s. */
  private final ThreadFactory threads = new NumberedThreads("report");
  private final List<Future<?>> reports = new ArrayList<>();
  private Optional<ExecutorService> executor = Optional.empty();

  synchronized void add(Runnable report) {
    if (executor.isEmpty()) {
      executor = Optional.of(Executors.newFixedThreadPool(AT_ONCE, threads));
    }
    reports.add(executor.get().submit(report));
  }

  /**
   * Waits for all.
   *
   * @throws SlapException if the Master could not be told
   */
  synchronized void await() {
    for (Future<?> report : reports) {
      try {
        report.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof SlapException unreachable) {
          throw unreachable;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AgentStoppingException();
      }
    }
  }

  @Override
  public synchronized void close() {
    executor.ifPresent(started -> {
      started.shutdownNow();
      started.close();
    });
  }
}
