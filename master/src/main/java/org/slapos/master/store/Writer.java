package org.slapos.master.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Decision;
import org.slapos.master.domain.Watched;

/**
 * The one writer, a thread of its own. Requests that arrive while a commit is on its way to the disk share the next
 * one; each is answered only after the commit it is part of.
 */
final class Writer implements AutoCloseable {
  /** How many requests may share a commit; bounds how long the first of them waits. */
  private static final int LARGEST_BATCH = 64;

  private final Dialect dialect;
  private final CountedVersions versions;
  private final ChangeListener listener;
  private final Gathering gathering = new Gathering(LARGEST_BATCH);
  private final BlockingDeque<Job> queue = new LinkedBlockingDeque<>();
  private final Thread thread;
  private Session session;
  private Stores stores;
  private volatile boolean closed;
  private volatile long commits;

  /**
   * Starts the thread.
   *
   * @param listener told after each commit and after the answers to it
   */
  Writer(Session session, Dialect dialect, CountedVersions versions, ChangeListener listener) {
    this.dialect = dialect;
    this.versions = versions;
    this.listener = listener;
    this.session = session;
    this.stores = new Stores(session);
    this.thread = Thread.ofPlatform().name("database-writer").daemon().start(this::work);
  }

  /** Decides and carries out; the answer is durable. Throws what the work threw, with nothing changed. */
  Answer write(Work work) {
    var job = new Job(work);
    queue.add(job);
    if (closed) {
      refuseTheRest();
    }
    try {
      return job.answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException reason -> throw reason;
        case Error reason -> throw reason;
        case null, default -> throw e;
      }
    }
  }

  /** How many requests wait for the commit after the present one. */
  int waiting() {
    return queue.size();
  }

  /** How many there were; only its own thread counts. */
  long commits() {
    return commits;
  }

  /** Requests still waiting are carried out first, later ones refused. */
  @Override
  public void close() {
    queue.add(Job.LAST);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      for (var batch = nextBatch(); !batch.contains(Job.LAST); batch = nextBatch()) {
        long begin = System.nanoTime();
        commit(batch);
        gathering.committed(batch.size(), queue.size(), System.nanoTime() - begin);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts the database writer", e);
    } finally {
      session.close();
      closed = true;
      refuseTheRest();
    }
  }

  private void refuseTheRest() {
    for (var late = queue.poll(); late != null; late = queue.poll()) {
      late.answer.completeExceptionally(new StoreException("The database is closed"));
    }
  }

  /** The last job is always alone. */
  private List<Job> nextBatch() throws InterruptedException {
    var batch = new ArrayList<Job>();
    batch.add(queue.take());
    gathering.begin();
    while (batch.getFirst() != Job.LAST && gathering.mayTakeMore(batch.size())) {
      long patience = gathering.patience(batch.size());
      var next = patience > 0 ? queue.poll(patience, TimeUnit.NANOSECONDS) : queue.poll();
      if (next == Job.LAST) {
        queue.addFirst(next);
        break;
      }
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  /** A batch that fails is undone and its requests are tried one by one, so that each meets its own fate. */
  private void commit(List<Job> batch) {
    commit(batch, true);
  }

  private void commit(List<Job> batch, boolean mayTryAgain) {
    Set<Watched> changed;
    boolean committing = false;
    try {
      session.begin();
      batch.forEach(job -> job.run(stores));
      changed = changedBy(batch);
      long revision = newRevision();
      changed.forEach(watched -> stores.revisions.put(watched, revision));
      dialect.announce(changed, session);
      committing = true;
      session.commit();
      counted();
    } catch (RuntimeException | Error e) {
      startAfresh(e);
      if (batch.size() > 1) {
        batch.forEach(job -> commit(List.of(job)));
      } else if (mayTryAgain && !committing && e instanceof StoreException failure && failure.isConnectionLost()) {
        // The server was restarted since the last commit, and nothing of this one can be there.
        commit(batch, false);
      } else {
        batch.forEach(job -> job.answer.completeExceptionally(e));
      }
      return;
    }
    // Before anybody is answered: whoever was answered must find the change.
    changed.forEach(versions::moved);
    batch.forEach(Job::complete);
    if (!changed.isEmpty()) {
      listener.changed(changed);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  private void counted() {
    commits++;
  }

  private static Set<Watched> changedBy(List<Job> batch) {
    return batch.stream()
        .flatMap(job -> job.decision.effects().stream())
        .flatMap(effect -> Watched.changedBy(effect).stream())
        .collect(Collectors.toSet());
  }

  /** Never zero, which stands for what has not changed yet. */
  static long newRevision() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  /** Nothing is known of a connection that failed; closing it undoes what it did. */
  private void startAfresh(Throwable reason) {
    try {
      session.abandon();
      session = dialect.openWriter();
      stores = new Stores(session);
    } catch (StoreException e) {
      // The next request fails on the closed connection and comes here again.
      reason.addSuppressed(e);
    }
  }

  /** Decides on the rows of this transaction and writes the effects; returns the decision. May run twice. */
  @FunctionalInterface
  interface Work {
    Decision run(Stores stores);
  }

  /** One request; touched by the writer's thread only, but for the future. */
  private static final class Job {
    /** Tells the writer to stop. */
    private static final Job LAST = new Job(stores -> Decision.NOTHING);

    private final Work work;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private Decision decision = Decision.NOTHING;

    Job(Work work) {
      this.work = work;
    }

    void run(Stores stores) {
      decision = work.run(stores);
    }

    void complete() {
      answer.complete(decision.answer());
    }
  }
}
