package org.slapos.grid.instance;

import org.slapos.grid.log.GridLog;
import org.slapos.grid.software.SoftwareFolder;

/**
 * A partition in processing.
 *
 * @param log the run's log, which also writes the partition's own
 */
record PartitionTask(Partition partition, SoftwareFolder software, Goal goal, GridLog log) {
  String id() {
    return partition.id();
  }

  PartitionFolder folder() {
    return partition.folder();
  }

  String softwareUrl() {
    return partition.softwareUrl().orElse("");
  }
}
