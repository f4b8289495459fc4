package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/** A partition with its addresses and what lives in it; without an instance it is free. */
public record Partition(PartitionId id, List<NetworkAddress> addresses, Optional<Instance> instance) {
  public Partition {
    addresses = List.copyOf(addresses);
  }
}
