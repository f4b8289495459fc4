package org.slapos.master.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much all bodies together may hold, those that still come in and those that are worked on. When it is full, bodies
 * that have been coming in for long make room, the largest first; who finds no room is refused.
 */
final class BodyMemory {
  private final long most;
  private final Duration patience;
  private final Set<Holder> incoming = new HashSet<>();
  private long used;

  /**
   * An empty one.
   *
   * @param most bytes
   * @param patience for how long a body may come in before it may have to make room
   */
  BodyMemory(long most, Duration patience) {
    this.most = most;
    this.patience = patience;
  }

  /** A body that comes in. */
  interface Holder {
    /** {@link System#nanoTime} of its first byte. */
    long since();

    /** What it was given so far, in bytes; changed by this memory only. */
    long held();

    void hold(long bytes);

    /** Has to let go; called once, by any thread, and nothing is held any more. */
    void makeRoom();
  }

  /** Bytes that are held now. */
  synchronized long used() {
    return used;
  }

  /** Gives so many bytes more, or tells that there is no room. */
  boolean take(Holder holder, long bytes) {
    var evicted = new ArrayList<Holder>();
    boolean given = take(holder, bytes, evicted);
    // Without the lock: each closes a connection.
    evicted.forEach(Holder::makeRoom);
    return given;
  }

  private synchronized boolean take(Holder holder, long bytes, List<Holder> evicted) {
    while (used + bytes > most) {
      var slowest = slowest(holder);
      if (slowest.isEmpty()) {
        return false;
      }
      release(slowest.get());
      evicted.add(slowest.get());
    }
    used += bytes;
    holder.hold(holder.held() + bytes);
    incoming.add(holder);
    return true;
  }

  private Optional<Holder> slowest(Holder taking) {
    long now = System.nanoTime();
    return incoming.stream()
        .filter(holder -> !holder.equals(taking) && now - holder.since() >= patience.toNanos())
        .max(Comparator.comparingLong(Holder::held));
  }

  /** The body is complete: it keeps what it holds and need not make room any more. */
  synchronized void complete(Holder holder) {
    incoming.remove(holder);
  }

  /** Takes back all that it holds; a second time it is nothing. */
  synchronized void release(Holder holder) {
    incoming.remove(holder);
    used -= holder.held();
    holder.hold(0);
  }
}
