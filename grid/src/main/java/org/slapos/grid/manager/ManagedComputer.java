package org.slapos.grid.manager;

import java.nio.file.Path;
import java.util.List;
import org.slapos.grid.log.GridLog;

/**
 * The computer that is being formatted.
 *
 * @param partitions the names of its partitions
 * @param dryRun whether nothing may be changed
 */
public record ManagedComputer(
    String id, Path instanceRoot, Path softwareRoot, List<String> partitions, boolean dryRun, GridLog log) {
  public ManagedComputer {
    partitions = List.copyOf(partitions);
  }
}
