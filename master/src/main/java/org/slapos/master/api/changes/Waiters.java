package org.slapos.master.api.changes;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slapos.master.domain.Watched;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.store.ChangeListener;
import org.slapos.master.store.Store;

/**
 * Those who wait for changes, each an entry in a map; one thread wakes them all. Nobody is told what a listener said,
 * only what the database then holds: late or repeated news does no harm.
 */
final class Waiters implements ChangeListener, AutoCloseable {
  /** Beyond it clients have to poll; each waiting one holds a connection and a few kilobytes. */
  private static final int MOST = 20_000;

  private final Store store;
  private final Map<Watched, Set<Waiter>> waiting = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor waker;

  Waiters(Store store) {
    this.store = store;
    this.waker = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("changes").daemon().factory());
    this.waker.setRemoveOnCancelPolicy(true);
    store.tell(this);
  }

  /** One who waits; told once, by whoever completes the answer first. */
  private record Waiter(String since, CompletableFuture<Change> answer) {}

  /** Completes at once if something changed since that cursor or there is none, else when it does or time is up. */
  CompletableFuture<Change> await(Watched watched, Optional<String> since, Duration timeout) {
    if (since.isEmpty() || timeout.isZero() || waker.isShutdown()) {
      return CompletableFuture.completedFuture(look(watched, since.orElse("")));
    }
    if (waker.getQueue().size() >= MOST) {
      throw HttpProblem.of(503, MOST + " clients are waiting for changes already; poll instead.");
    }
    var waiter = new Waiter(since.get(), new CompletableFuture<>());
    add(watched, waiter);
    var _ = waiter.answer().whenComplete((change, failure) -> remove(watched, waiter));
    // After it was added: a change before this is seen here, one after it wakes.
    tellIfChanged(watched, waiter);
    if (!waiter.answer().isDone()) {
      finishLater(watched, waiter, timeout);
    }
    return waiter.answer();
  }

  int count() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public void changed(Set<Watched> what) {
    for (var watched : what) {
      if (waiting.containsKey(watched)) {
        soon(() -> wake(watched));
      }
    }
  }

  @Override
  public void anythingMayHaveChanged() {
    soon(() -> waiting.keySet().forEach(this::wake));
  }

  /** Everybody is answered now; who comes later is answered at once. */
  @Override
  public void close() {
    waker.shutdownNow();
    waiting.forEach((watched, waiters) -> waiters.forEach(waiter -> tell(watched, waiter)));
  }

  private Change look(Watched watched, String since) {
    var cursor = Long.toHexString(store.revision(watched));
    return new Change(cursor, !cursor.equals(since));
  }

  private void wake(Watched watched) {
    waiting.getOrDefault(watched, Set.of()).forEach(waiter -> tellIfChanged(watched, waiter));
  }

  private void tellIfChanged(Watched watched, Waiter waiter) {
    attempt(waiter, () -> {
      var change = look(watched, waiter.since());
      if (change.changed()) {
        waiter.answer().complete(change);
      }
    });
  }

  private void tell(Watched watched, Waiter waiter) {
    attempt(waiter, () -> waiter.answer().complete(look(watched, waiter.since())));
  }

  /** A database that fails now fails this request, and not the thread that wakes the others. */
  private static void attempt(Waiter waiter, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      waiter.answer().completeExceptionally(e);
    }
  }

  private void finishLater(Watched watched, Waiter waiter, Duration timeout) {
    try {
      var end = waker.schedule(() -> tell(watched, waiter), timeout.toMillis(), TimeUnit.MILLISECONDS);
      var _ = waiter.answer().whenComplete((change, failure) -> end.cancel(false));
    } catch (RejectedExecutionException closed) {
      tell(watched, waiter);
    }
  }

  private void soon(Runnable action) {
    try {
      waker.execute(action);
    } catch (RejectedExecutionException closed) {
      // Closing tells everybody.
    }
  }

  private void add(Watched watched, Waiter waiter) {
    waiting.compute(watched, (key, present) -> {
      Set<Waiter> waiters = present == null ? ConcurrentHashMap.newKeySet() : present;
      waiters.add(waiter);
      return waiters;
    });
  }

  private void remove(Watched watched, Waiter waiter) {
    waiting.computeIfPresent(watched, (key, waiters) -> {
      waiters.remove(waiter);
      return waiters.isEmpty() ? null : waiters;
    });
  }
}
