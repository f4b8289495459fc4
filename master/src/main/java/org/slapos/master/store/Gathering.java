package org.slapos.master.store;

/**
 * Says how long a commit waits for more requests to share it. Clients that were answered by one commit mostly ask again
 * a moment later; without waiting for all of them, half of them would share a commit with nobody but their own half.
 * Whoever is alone never waits.
 */
final class Gathering {
  /** Nanoseconds; a shorter wait costs more than it can save. */
  private static final long SHORTEST = 100_000;

  /** Nanoseconds; what a slow disk may add to a request. */
  private static final long LONGEST = 5_000_000;

  private final int most;
  private int expected = 1;
  private long lastCommit;
  private long deadline;

  /** @param most requests that may share a commit */
  Gathering(int most) {
    this.most = most;
  }

  /** The first request has come. */
  void begin() {
    deadline = System.nanoTime() + Math.min(lastCommit / 2, LONGEST);
  }

  boolean mayTakeMore(int gathered) {
    return gathered < most;
  }

  /** Nanoseconds that one more is worth waiting for; zero to take only what has come already. */
  long patience(int gathered) {
    if (gathered >= expected || lastCommit / 2 < SHORTEST) {
      return 0;
    }
    return Math.max(0, deadline - System.nanoTime());
  }

  /**
   * The commit is done.
   *
   * @param answered requests by it
   * @param waiting requests that came meanwhile
   */
  void committed(int answered, int waiting, long nanos) {
    expected = Math.min(Math.max(answered + waiting, 1), most);
    lastCommit = nanos;
  }
}
