package org.slapos.master.store;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** A few connections that only read, opened when first needed; the one used last is used next. */
final class Readers implements AutoCloseable {
  private static final int MOST = 4;

  private final Dialect dialect;
  private final BlockingDeque<Session> idle = new LinkedBlockingDeque<>();
  private final Semaphore permits = new Semaphore(MOST);

  Readers(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Everything that the function reads belongs to one picture. */
  <T> T read(Function<Stores, T> function) {
    permits.acquireUninterruptibly();
    try {
      var free = idle.pollFirst();
      return read(free == null ? dialect.openReader() : free, function);
    } finally {
      permits.release();
    }
  }

  private <T> T read(Session session, Function<Stores, T> function) {
    try {
      session.begin();
      try {
        return function.apply(new Stores(session));
      } finally {
        session.commit();
        idle.addFirst(session);
      }
    } catch (StoreException e) {
      // Nothing is known of a connection that failed; the next reader opens a new one.
      idle.remove(session);
      session.abandon();
      throw e;
    }
  }

  /** Waits for readers at work. */
  @Override
  public void close() {
    permits.acquireUninterruptibly(MOST);
    idle.forEach(Session::close);
    idle.clear();
  }
}
