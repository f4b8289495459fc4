package org.slapos.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The computer as it is written to its XML and posted to the Master.
 *
 * @param address the computer's own address; empty if it has none outside the loopback interface
 */
record ComputerDescription(
    Optional<Address> address, Path instanceRoot, Path softwareRoot, String softwareUser, List<PartitionDescription> partitions) {
  ComputerDescription {
    partitions = List.copyOf(partitions);
  }

  ComputerDescription with(Optional<Address> newAddress, List<PartitionDescription> newPartitions) {
    return new ComputerDescription(newAddress, instanceRoot, softwareRoot, softwareUser, newPartitions);
  }

  /** The computer whose partitions do not have those addresses. */
  ComputerDescription without(Set<String> addresses) {
    return with(address, partitions.stream().map(partition -> partition.without(addresses)).toList());
  }
}
