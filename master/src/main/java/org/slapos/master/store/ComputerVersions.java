package org.slapos.master.store;

/**
 * Tells, per computer, versions of what its node reads. Whoever keeps an answer reads the version first and the rows
 * after it, and drops the answer once the version is another: it can be newer than its version, never older.
 */
@FunctionalInterface
public interface ComputerVersions {

  /** The present version, current over all processes; zero for a computer that was not touched yet. */
  long of(String computer);

  /** Whether they are told from memory, without waiting for anything. */
  default boolean inMemory() {
    return false;
  }
}
