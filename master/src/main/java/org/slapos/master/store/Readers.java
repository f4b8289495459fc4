package org.slapos.master.store;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** A few connections that only read, opened when first needed; the one used last is used next. */
final class Readers implements AutoCloseable {
  private final Dialect dialect;
  private final BlockingDeque<Session> idle = new LinkedBlockingDeque<>();
  private final Semaphore permits;

  Readers(Dialect dialect) {
    this.dialect = dialect;
    this.permits = new Semaphore(dialect.mostReaders());
  }

  /** Everything that the function reads belongs to one picture; it may be called twice. */
  <T> T read(Function<Stores, T> function) {
    return withSession(
        session -> {
          session.begin();
          try {
            return function.apply(new Stores(session));
          } finally {
            session.commit();
          }
        });
  }

  /** For a function that reads with a single statement, which is one picture by itself. */
  <T> T readOnce(Function<Stores, T> function) {
    return withSession(session -> function.apply(new Stores(session)));
  }

  /** For a single statement that belongs to no store. */
  <T> T readSession(Function<Session, T> function) {
    return withSession(function);
  }

  private <T> T withSession(Function<Session, T> function) {
    permits.acquireUninterruptibly();
    try {
      var free = idle.pollFirst();
      if (free == null) {
        return use(dialect.openReader(), function);
      }
      try {
        return use(free, function);
      } catch (StoreException e) {
        if (!e.isConnectionLost()) {
          throw e;
        }
        // The server was restarted; connections that nobody used meanwhile are of no use any more.
        for (var old = idle.pollFirst(); old != null; old = idle.pollFirst()) {
          old.abandon();
        }
        return use(dialect.openReader(), function);
      }
    } finally {
      permits.release();
    }
  }

  /** Nothing is known of a connection that failed; the next reader opens a new one. */
  private <T> T use(Session session, Function<Session, T> function) {
    try {
      var found = function.apply(session);
      idle.addFirst(session);
      return found;
    } catch (StoreException e) {
      session.abandon();
      throw e;
    } catch (RuntimeException | Error e) {
      idle.addFirst(session);
      throw e;
    }
  }

  /** Waits for readers at work. */
  @Override
  public void close() {
    permits.acquireUninterruptibly(dialect.mostReaders());
    idle.forEach(Session::close);
    idle.clear();
  }
}
