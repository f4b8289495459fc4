package org.slapos.master.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Decision;

/**
 * The one writer. Callers that arrive while a commit is on its way to the disk are committed together by the next one
 * that gets the lock: each request keeps its own savepoint and is answered only after the commit it is part of.
 */
final class Writer implements AutoCloseable {
  /** How many requests may share a commit; bounds how long the first of them waits. */
  private static final int LARGEST_BATCH = 64;

  private final Session session;
  private final Dialect dialect;
  private final Stores stores;
  private final ComputerVersions versions;
  private final Queue<Job> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();

  Writer(Session session, Dialect dialect, ComputerVersions versions) {
    this.session = session;
    this.dialect = dialect;
    this.versions = versions;
    this.stores = new Stores(session);
  }

  /** Decides and carries out; the answer is durable. Throws what the work threw, with nothing changed. */
  Answer write(Work work) {
    var job = new Job(work);
    queue.add(job);
    lock.lock();
    try {
      while (!job.finished) {
        commit(nextBatch());
      }
    } finally {
      lock.unlock();
    }
    return job.answer();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      session.close();
    } finally {
      lock.unlock();
    }
  }

  private List<Job> nextBatch() {
    var batch = new ArrayList<Job>();
    for (var job = queue.poll(); job != null; job = batch.size() < LARGEST_BATCH ? queue.poll() : null) {
      batch.add(job);
    }
    return batch;
  }

  private void commit(List<Job> batch) {
    try {
      session.run(dialect.beginWrite());
      try {
        batch.forEach(this::runInSavepoint);
        session.run("COMMIT");
      } catch (RuntimeException | Error e) {
        rollBack(e);
        throw e;
      }
      batch.stream().flatMap(job -> job.visibleTo.stream()).distinct().forEach(versions::moved);
    } catch (RuntimeException e) {
      batch.forEach(job -> job.failure = e);
    } finally {
      batch.forEach(job -> job.finished = true);
    }
  }

  /** SQLite may have rolled back by itself, as on a full disk; that must not hide the reason. */
  private void rollBack(Throwable reason) {
    try {
      session.run("ROLLBACK");
    } catch (StoreException e) {
      reason.addSuppressed(e);
    }
  }

  private void runInSavepoint(Job job) {
    session.run("SAVEPOINT request");
    try {
      job.run(stores);
      session.run("RELEASE request");
    } catch (RuntimeException e) {
      session.run("ROLLBACK TO request");
      session.run("RELEASE request");
      job.failure = e;
      job.visibleTo.clear();
    }
  }

  /** Decides on the rows of this transaction and writes the effects; returns the decision. */
  @FunctionalInterface
  interface Work {
    Decision run(Stores stores);
  }

  /** One request; its fields are guarded by the lock. */
  private static final class Job {
    private final Work work;
    private final Set<String> visibleTo = new HashSet<>();
    private boolean finished;
    private @Nullable Answer answer;
    private @Nullable RuntimeException failure;

    Job(Work work) {
      this.work = work;
    }

    void run(Stores stores) {
      var decision = work.run(stores);
      decision.effects().forEach(effect -> effect.visibleTo().ifPresent(visibleTo::add));
      answer = decision.answer();
    }

    Answer answer() {
      if (failure != null) {
        throw failure;
      }
      return Optional.ofNullable(answer).orElseThrow();
    }
  }
}
