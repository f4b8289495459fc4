package org.slapos.master.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slapos.master.domain.Watched;

/**
 * Counts, per computer, the commits that its node could see. Whoever keeps an answer reads the version first and the
 * rows after it, and drops the answer once the version has moved: it can be newer than its version, never older.
 */
public final class ComputerVersions {
  private final ConcurrentHashMap<String, AtomicLong> versions = new ConcurrentHashMap<>();

  /** The number of commits so far; zero for a computer that none has touched since the start. */
  public long of(String computer) {
    var version = versions.get(computer);
    return version == null ? 0 : version.get();
  }

  void moved(Watched watched) {
    if (watched instanceof Watched.WholeComputer(var computer)) {
      versions.computeIfAbsent(computer, key -> new AtomicLong()).incrementAndGet();
    }
  }
}
