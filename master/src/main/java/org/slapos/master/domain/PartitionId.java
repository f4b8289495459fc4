package org.slapos.master.domain;

/**
 * A computer partition.
 *
 * @param computer reference of the computer, such as {@code COMP-0}
 * @param partition reference of the partition on it, such as {@code slappart0}
 */
public record PartitionId(String computer, String partition) {

  /** The {@code _instance_guid} of whatever lives there. */
  public String guid() {
    return computer + "-" + partition;
  }

  @Override
  public String toString() {
    return computer + "/" + partition;
  }
}
