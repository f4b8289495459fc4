package org.slapos.grid.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.Managers;
import org.slapos.grid.process.AgentStoppingException;

/** Calls the managers' hooks before and after a partition is processed (reference: node-grid.md, 3.2). */
final class ManagedProcessing {
  private final PartitionProcessor processor;
  private final Managers managers;
  private final ManagedPartitions managed;

  ManagedProcessing(PartitionProcessor processor, Managers managers, ManagedPartitions managed) {
    this.processor = processor;
    this.managers = managers;
    this.managed = managed;
  }

  /** See {@link PartitionProcessor#process}; a hook that fails is the partition's failure. */
  Outcome process(Partition partition, DeferredReports reports, GridLog log) {
    if (managers.isEmpty() || partition.problem().isPresent() || partition.isFree() || !Files.isDirectory(partition.folder().path())) {
      return processor.process(partition, reports, log);
    }
    ManagedPartition subject = managed.of(partition, log);
    Outcome outcome;
    try {
      managers.call(Manager::instance, subject);
      outcome = processor.process(partition, reports, log);
    } catch (AgentStoppingException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      outcome = FailureReport.tell(partition, e, log);
    }
    try {
      managers.call(Manager::instanceTearDown, subject);
      return outcome;
    } catch (AgentStoppingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Deployed, but not as its managers want it: the next pass processes it again.
      forget(partition, log);
      Outcome failed = FailureReport.tell(partition, e, log);
      return outcome instanceof Outcome.Failed ? outcome : failed;
    }
  }

  private static void forget(Partition partition, GridLog log) {
    try {
      Files.deleteIfExists(partition.folder().timestamp());
    } catch (IOException e) {
      log.error("Cannot remove %s: %s".formatted(partition.folder().timestamp(), e.getMessage()));
    }
  }
}
