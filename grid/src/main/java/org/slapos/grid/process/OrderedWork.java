package org.slapos.grid.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Works on several things at the same time and gives the results in their order. */
public final class OrderedWork {
  private OrderedWork() {}

  /**
   * The results, in the order of the items. With one worker the caller's thread does everything, one after the other.
   *
   * @throws RuntimeException the first one thrown, in the order of the items; nothing new is begun then, and what has
   *     begun comes to its end first
   */
  public static <T, R> List<R> map(List<T> items, int workers, String name, Function<T, R> work) {
    if (workers == 1 || items.size() < 2) {
      return items.stream().map(work).toList();
    }
    // Platform threads: the poller that virtual ones wait with would hold up the end of the process.
    try (ExecutorService executor = Executors.newFixedThreadPool(
        Math.min(workers, items.size()), new NumberedThreads(name))) {
      List<Future<R>> running = items.stream().map(item -> executor.submit(() -> work.apply(item))).toList();
      var results = new ArrayList<R>();
      for (Future<R> one : running) {
        results.add(await(one, running));
      }
      return results;
    }
  }

  private static <R> R await(Future<R> one, List<Future<R>> all) {
    try {
      return one.get();
    } catch (ExecutionException e) {
      all.forEach(future -> future.cancel(false));
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      all.forEach(future -> future.cancel(true));
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    }
  }
}
