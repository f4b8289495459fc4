package org.slapos.master.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slapos.master.domain.Watched;

/** Counts commits in memory; right while this process is the only one that writes. */
final class CountedVersions implements ComputerVersions {
  private final ConcurrentHashMap<String, AtomicLong> versions = new ConcurrentHashMap<>();

  @Override
  public long of(String computer) {
    var version = versions.get(computer);
    return version == null ? 0 : version.get();
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  void moved(Watched watched) {
    if (watched instanceof Watched.WholeComputer(var computer)) {
      versions.computeIfAbsent(computer, key -> new AtomicLong()).incrementAndGet();
    }
  }
}
