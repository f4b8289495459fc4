package org.slapos.format;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which addresses cannot be given to a partition any more, and who has them. */
final class Taken {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final NetworkFacts facts;
  private final Set<String> elsewhere;
  private final Map<String, String> partitions = new HashMap<>();
  private final Set<String> ranges = new HashSet<>();

  /**
   * @param elsewhere addresses that other machines of the network answered for
   */
  Taken(NetworkFacts facts, Set<String> elsewhere, ComputerDescription computer) {
    this.facts = facts;
    this.elsewhere = Set.copyOf(elsewhere);
    for (PartitionDescription partition : computer.partitions()) {
      partition.addresses().forEach(address -> partitions.putIfAbsent(address.address(), partition.reference()));
      partition.ipv6Range().ifPresent(range -> ranges.add(range.network()));
    }
  }

  /** Whether a partition may have an address on that interface; says who is in the way. */
  boolean isFree(String address, String device, String partition) {
    if (elsewhere.contains(address)) {
      LOGGER.warn("Cannot use address {}: another machine on the network of {} has it.", address, device);
      return false;
    }
    var holder = facts.holder(address).filter(link -> !link.name().equals(device));
    holder.ifPresent(link -> LOGGER.warn(
        "Cannot add address {} to {} as it already exists on interface {}.", address, device, link.name()));
    return holder.isEmpty() && partitions.getOrDefault(address, partition).equals(partition);
  }

  /** Whether an interface has an address already, that of the machine itself for example. */
  boolean isUsed(String address, String device) {
    return facts.link(device).flatMap(link -> link.with(address)).isPresent();
  }

  void give(String address, String partition) {
    partitions.put(address, partition);
  }

  /** Takes a range; false if some partition has it. */
  boolean takeRange(Ipv6Range range) {
    return ranges.add(range.network());
  }
}
