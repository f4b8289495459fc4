package org.slapos.grid.instance;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slapos.grid.process.AgentStoppingException;

/**
 * How many partitions may be deployed at once ({@code parallelism}). One that only waits for its promises has given its
 * slot back, and the next one is begun; a single one has a single thread, so that partitions follow each other strictly.
 */
final class DeploymentSlots {
  /** How many partitions, for each slot, may wait for their promises or deploy: some services take long to answer. */
  private static final int PARTITIONS = 4;

  private final Semaphore free;

  DeploymentSlots(int count) {
    this.free = new Semaphore(count);
  }

  /** How many threads keep so many slots busy while others wait for promises. */
  static int threads(int slots) {
    return slots == 1 ? 1 : PARTITIONS * slots;
  }

  /** Waits for a free one. */
  Slot take() {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    }
    var held = new AtomicBoolean(true);
    return () -> {
      if (held.getAndSet(false)) {
        free.release();
      }
    };
  }

  /** A slot that is held; giving it back twice is once. */
  @FunctionalInterface
  interface Slot extends AutoCloseable {
    @Override
    default void close() {
      giveBack();
    }

    void giveBack();
  }
}
