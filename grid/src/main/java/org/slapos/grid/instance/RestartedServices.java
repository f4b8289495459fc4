package org.slapos.grid.instance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.supervisor.ProcessState;

/**
 * Finds the partitions whose services a new supervisord has never started. The reference leaves them stopped until the
 * partition is processed for another reason. Thread-safe; supervisord is asked once, when first needed.
 */
final class RestartedServices {
  private final Supplier<List<ProcessState>> processes;
  private final GridLog log;
  private Optional<Map<String, List<ProcessState>>> byGroup = Optional.empty();

  RestartedServices(Supplier<List<ProcessState>> processes, GridLog log) {
    this.processes = processes;
    this.log = log;
  }

  /** Whether the partition has services and none was started since supervisord began. */
  synchronized boolean needsStart(String partition) {
    if (byGroup.isEmpty()) {
      byGroup = Optional.of(ask());
    }
    List<ProcessState> group = byGroup.get().getOrDefault(partition, List.of());
    return !group.isEmpty() && group.stream().noneMatch(ProcessState::everStarted);
  }

  private Map<String, List<ProcessState>> ask() {
    try {
      return processes.get().stream().collect(Collectors.groupingBy(ProcessState::group));
    } catch (RuntimeException e) {
      // Promises will tell what does not run; a silent supervisord must not fail partitions that are up to date.
      log.warn("Cannot ask supervisord which services run: " + e.getMessage());
      return Map.of();
    }
  }
}
