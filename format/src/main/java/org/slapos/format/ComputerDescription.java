package org.slapos.format;

import java.util.List;
import java.util.Optional;

/**
 * The computer as it is written to its XML and posted to the Master.
 *
 * @param address the computer's own address; empty if it has none outside the loopback interface
 */
record ComputerDescription(Optional<Address> address, String softwareUser, List<PartitionDescription> partitions) {
  ComputerDescription {
    partitions = List.copyOf(partitions);
  }
}
