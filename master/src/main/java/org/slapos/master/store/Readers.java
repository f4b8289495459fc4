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
      var session = free == null ? dialect.open() : free;
      try {
        session.run(dialect.beginRead());
        try {
          return function.apply(new Stores(session));
        } finally {
          session.run("COMMIT");
        }
      } finally {
        idle.addFirst(session);
      }
    } finally {
      permits.release();
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
