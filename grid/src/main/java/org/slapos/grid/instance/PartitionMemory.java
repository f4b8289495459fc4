package org.slapos.grid.instance;

import java.util.Optional;
import org.slapos.grid.promise.QuietPromises;

/**
 * What a pass found in a partition that was up to date.
 *
 * @param fingerprint of file {@code .timestamp}
 * @param timestamp its text
 * @param promises if they were looked at and there was nothing to do
 */
record PartitionMemory(long fingerprint, String timestamp, Optional<QuietPromises> promises) {

  /** Compared by hand: what a record's own {@code equals} sets up costs a pass some milliseconds. */
  boolean isSame(PartitionMemory other) {
    return fingerprint == other.fingerprint && promises.isPresent() == other.promises.isPresent()
        && (promises.isEmpty() || promises.get().fingerprint() == other.promises.get().fingerprint());
  }
}
