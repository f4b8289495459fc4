package org.slapos.grid.instance;

import java.util.List;
import java.util.Optional;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerListing;
import org.slapos.slap.ComputerPartition;

/**
 * What the Master wants of this node. A Master that names its listings is asked only whether the last one still holds: a
 * node with nothing to do then neither receives nor reads it again.
 */
final class DesiredState {
  private final Computer computer;
  private final KeptListing kept;
  private final PartitionSource source;
  private final GridLog log;

  /** Makes a partition of what was listed. */
  @FunctionalInterface
  interface PartitionSource {
    Partition of(ComputerPartition remote);
  }

  DesiredState(Computer computer, KeptListing kept, PartitionSource source, GridLog log) {
    this.computer = computer;
    this.kept = kept;
    this.source = source;
    this.log = log;
  }

  /** All partitions, in the Master's order. */
  List<Partition> partitions() {
    Optional<KeptListing.Content> known = kept.read();
    ComputerListing listing = computer.listing(known.map(KeptListing.Content::tag));
    if (known.isPresent() && listing instanceof ComputerListing.Unchanged) {
      log.debug("The Master wants what it wanted the last time.");
      return known.get().partitions(computer);
    }
    if (listing instanceof ComputerListing.Current current) {
      List<Partition> partitions = current.partitions().stream().map(source::of).toList();
      kept.write(current, partitions);
      return partitions;
    }
    throw new IllegalStateException("The Master calls a listing unchanged that was not asked for");
  }
}
