package org.slapos.slap.classic;

import org.slapos.slap.NotFoundException;
import org.slapos.slap.http.Form;

/** Names a partition on the wire. */
public record PartitionId(String computerId, String partitionId) {
  /** As {@link #PartitionId}, for names that somebody chose: an empty one is not found, and nobody is asked. */
  public static PartitionId named(String computerId, String partitionId) {
    if (computerId.isEmpty() || partitionId.isEmpty()) {
      throw new NotFoundException("A partition is named by its computer and its id; '%s' and '%s' name none"
          .formatted(computerId, partitionId));
    }
    return new PartitionId(computerId, partitionId);
  }

  /** Masters answer some requests themselves, such as for a test frontend: those instances are nowhere. */
  boolean isNowhere() {
    return computerId.isEmpty() || partitionId.isEmpty();
  }

  /** The two fields with which every call of a partition begins. */
  Form form() {
    return Form.of("computer_id", computerId).with("computer_partition_id", partitionId);
  }

  /** The header with which a partition says who it is. */
  public String authorization() {
    return "X-SlapPartition computer_id=" + computerId + ", computer_partition_id=" + partitionId;
  }
}
