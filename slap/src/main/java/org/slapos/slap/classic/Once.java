package org.slapos.slap.classic;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is asked for at its first use and kept; a failure is not kept. Thread-safe. */
public final class Once<T> implements Supplier<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Supplier<T> source;
  private volatile @Nullable T value;

  public Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    var known = value;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      var now = value;
      if (now == null) {
        now = source.get();
        value = now;
      }
      return now;
    } finally {
      lock.unlock();
    }
  }
}
