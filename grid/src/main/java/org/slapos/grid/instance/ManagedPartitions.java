package org.slapos.grid.instance;

import org.slapos.grid.GridSettings;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.supervisor.PartitionServices;
import org.slapos.slap.ComputerPartition.InterfaceAddress;

/** What managers are told of partitions. */
public final class ManagedPartitions {
  private final GridSettings settings;
  private final Privileges privileges;
  private final PartitionServices services;
  private final Retention retention;

  public ManagedPartitions(
      GridSettings settings, Privileges privileges, PartitionServices services, Retention retention) {
    this.settings = settings;
    this.privileges = privileges;
    this.services = services;
    this.retention = retention;
  }

  public ManagedPartition of(Partition partition, GridLog log) {
    return new ManagedPartition(
        settings.computerId(), partition.id(), partition.folder().path(), partition.state(),
        partition.softwareUrl().orElse(""),
        PartitionAddresses.of(partition.remote().instanceParameters()).stream().map(InterfaceAddress::address).toList(),
        () -> privileges.accounts().ownerOf(partition.folder().path()), services,
        () -> retention.allowsDestruction(partition.folder(), log), log);
  }
}
