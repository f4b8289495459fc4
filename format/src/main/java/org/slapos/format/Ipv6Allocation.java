package org.slapos.format;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives partitions IPv6 addresses and ranges of the computer's prefix; what they had is kept while it fits. */
final class Ipv6Allocation {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final int USUAL_SHIFT = 16;
  private static final int ATTEMPTS = 10;
  private static final int HIGHEST_RANDOM = 65000;
  /** With fewer host bits than that partitions have to share addresses. */
  private static final int ROOMY = 16;

  private final PartitionNumbering numbering;
  private final String device;
  private final Taken taken;
  private final RandomGenerator random;

  Ipv6Allocation(PartitionNumbering numbering, String device, Taken taken, RandomGenerator random) {
    this.numbering = numbering;
    this.device = device;
    this.taken = taken;
    this.random = random;
  }

  PartitionNumbering numbering() {
    return numbering;
  }

  /** The partition's address, with the mask of the interface. */
  Address address(PartitionDescription partition, int index) {
    Optional<Address> recorded = partition.ipv6();
    boolean kept = recorded.filter(address -> fits(address, partition)).isPresent();
    String address = kept ? recorded.get().address() : newAddress(partition, index);
    if (recorded.isPresent() && !kept) {
      LOGGER.warn("Partition {} moves from {} to {}: {} now has prefix {}/{}", partition.reference(),
          recorded.get().address(), address, device, Ipv6Number.text(numbering.host()), numbering.prefixLength());
    }
    taken.give(address, partition.reference());
    return new Address(address, numbering.netmask());
  }

  /** A range that was recorded, if it is still in the prefix, or a new one. */
  Ipv6Range range(Optional<Ipv6Range> recorded, PartitionNumbering.Use use, PartitionDescription partition, int index) {
    if (recorded.filter(range -> numbering.covers(range.address())).isPresent()) {
      return recorded.get();
    }
    Ipv6Range range = numbering.range(use, index);
    if (!taken.takeRange(range)) {
      range = randomRange(range, partition);
    }
    Ipv6Range found = range;
    recorded.ifPresent(old -> LOGGER.warn("Partition {} moves from range {} to {}: the prefix of {} has changed",
        partition.reference(), old.network(), found.network(), device));
    return range;
  }

  private boolean fits(Address address, PartitionDescription partition) {
    return numbering.covers(address.address())
        && address.prefixLength() == numbering.prefixLength()
        && taken.isFree(address.address(), device, partition.reference());
  }

  private String newAddress(PartitionDescription partition, int index) {
    String address = numbering.address(index);
    boolean shared = Ipv6Number.BITS - numbering.prefixLength() < ROOMY;
    if (shared || taken.isFree(address, device, partition.reference())) {
      return address;
    }
    refuseUnlessUsual(address + "/" + numbering.prefixLength(), partition);
    LOGGER.warn("Falling back to random address selection for partition {} because {}/{} is already taken",
        index, address, numbering.prefixLength());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String other = numbering.addressEndingIn(random.nextInt(1, HIGHEST_RANDOM + 1));
      if (taken.isFree(other, device, partition.reference())) {
        return other;
      }
    }
    throw new FormatException("no free IPv6 address was found for partition " + partition.reference() + " on " + device);
  }

  private Ipv6Range randomRange(Ipv6Range usual, PartitionDescription partition) {
    refuseUnlessUsual(usual.network(), partition);
    LOGGER.warn("Falling back to random IPv6 range selection for partition {} because {} is already attributed",
        partition.reference(), usual.network());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Ipv6Range range = numbering.numbered(random.nextInt(1, HIGHEST_RANDOM + 1));
      if (taken.takeRange(range)) {
        return range;
      }
    }
    throw new FormatException("no free IPv6 range was found for partition " + partition.reference());
  }

  private void refuseUnlessUsual(String wanted, PartitionDescription partition) {
    if (numbering.shift() != USUAL_SHIFT) {
      throw new FormatException("Address " + wanted + " for partition " + partition.reference()
          + " is already taken; aborting because IPv6 prefixshift is " + numbering.shift() + " != " + USUAL_SHIFT);
    }
  }
}
