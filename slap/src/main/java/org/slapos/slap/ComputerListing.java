package org.slapos.slap;

import java.util.List;
import java.util.Optional;

/** What a Master lists of a computer, to somebody who may know it already. */
public sealed interface ComputerListing {

  /** Exactly what was listed under the tag that the caller named. */
  record Unchanged() implements ComputerListing {}

  /**
   * The listing as it is now.
   *
   * @param tag names this listing in a later call; empty from Masters that give none
   * @param document the answer itself, for {@link Computer#partitionsIn(String)}; it holds parameters, and secrets with
   *     them
   */
  record Current(Optional<String> tag, String document, List<ComputerPartition> partitions)
      implements ComputerListing {
    public Current {
      partitions = List.copyOf(partitions);
    }
  }
}
