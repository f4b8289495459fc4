package org.slapos.grid.instance;

import java.io.IOException;
import org.slapos.grid.buildout.BuildoutFailedException;
import org.slapos.grid.promise.PromiseFailedException;

/**
 * One step of processing. A step may be killed at any point and run again from its beginning by the next pass; what it
 * leaves half done must not look done.
 */
@FunctionalInterface
interface PartitionStep {
  void run(PartitionTask task) throws IOException, BuildoutFailedException, PromiseFailedException;

  /** Whether it runs even after an earlier step failed. */
  default boolean always() {
    return false;
  }

  /** Whether it is the last one and mostly waits, so that the next partition may be begun meanwhile. */
  default boolean waits() {
    return false;
  }
}
