package org.slapos.format;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives partitions IPv4 addresses of the pool; what they had is kept while it fits (reference: format.md, 4.8). */
final class Ipv4Allocation {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final int ATTEMPTS = 1000;

  private final Ipv4Network pool;
  private final String device;
  private final Taken taken;
  private final RandomGenerator random;

  Ipv4Allocation(Ipv4Network pool, String device, Taken taken, RandomGenerator random) {
    this.pool = pool;
    this.device = device;
    this.taken = taken;
    this.random = random;
  }

  Address address(PartitionDescription partition) {
    Optional<Address> recorded = partition.ipv4();
    boolean kept = recorded
        .filter(address -> pool.contains(address.address()))
        .filter(address -> taken.isFree(address.address(), device, partition.reference()))
        .isPresent();
    String address = kept ? recorded.get().address() : newAddress(partition);
    if (recorded.isPresent() && !kept) {
      LOGGER.warn("Impossible to add old local IPv4 {} of partition {} to {}: it moves to {}.",
          recorded.get().address(), partition.reference(), device, address);
    }
    taken.give(address, partition.reference());
    return Address.ipv4(address);
  }

  private String newAddress(PartitionDescription partition) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String candidate = pool.random(random);
      if (taken.isFree(candidate, device, partition.reference()) && !taken.isUsed(candidate, device)) {
        return candidate;
      }
    }
    throw new FormatException("ipv4_local_network has no free address left for partition " + partition.reference());
  }
}
