package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.files.ForeignFile;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.SlapException;

/** The only one who tells the Master how partitions came out. */
final class Reporter {

  /** What a report needs beforehand. */
  @FunctionalInterface
  interface Preparation {
    void run(Partition partition, GridLog log) throws IOException;
  }

  private final Preparation beforeStatus;

  /**
   * @param beforeStatus refreshes certificates before the status of an up-to-date partition is posted
   */
  Reporter(Preparation beforeStatus) {
    this.beforeStatus = beforeStatus;
  }

  /**
   * Tells one outcome.
   *
   * @throws SlapException if the Master cannot be told that a partition is started
   */
  void tell(Partition partition, Outcome outcome, GridLog log) throws IOException {
    if (outcome instanceof Outcome.Checked checked) {
      tellStatus(partition, checked, log);
    } else if (outcome instanceof Outcome.Event event) {
      tellEvent(partition, event, log);
    }
  }

  private static void tellEvent(Partition partition, Outcome.Event event, GridLog log) throws IOException {
    ComputerPartition remote = partition.remote();
    switch (event) {
      case Outcome.Unavailable(String message) -> remote.error(message);
      case Outcome.Reached(Goal goal) -> tellReached(partition, goal, log);
      case Outcome.PromiseFailed(String message) -> remote.error(message);
      case Outcome.Failed failed -> remote.error(failed.report());
    }
  }

  private static void tellReached(Partition partition, Goal goal, GridLog log) throws IOException {
    switch (goal) {
      case STARTED -> {
        partition.remote().started();
        tellRequests(partition, log);
      }
      case HELD -> tellRequests(partition, log);
      case STOPPED -> {
        tellStopped(partition, log);
        tellRequests(partition, log);
      }
      case DESTROYED -> tellStopped(partition, log);
    }
  }

  /** Stopping is done whatever the Master thinks of it. */
  private static void tellStopped(Partition partition, GridLog log) {
    try {
      partition.remote().stopped();
    } catch (SlapException e) {
      log.debug("Cannot tell the Master that %s is stopped: %s".formatted(partition.id(), e.getMessage()));
    }
  }

  /** Lets the Master drop children that are no longer requested (reference: node-grid.md, 5.2). */
  private static void tellRequests(Partition partition, GridLog log) throws IOException {
    Path transaction = partition.folder().requestTransaction();
    Optional<String> requested = ForeignFile.text(transaction);
    if (requested.isEmpty()) {
      return;
    }
    List<String> references = requested.get().lines().filter(line -> !line.isEmpty()).toList();
    try {
      partition.remote().setRelatedInstances(references);
    } catch (NotFoundException e) {
      log.warn("NotFoundError: %s. \nCannot send requested instance list to master. Does it support it?"
          .formatted(e.getMessage()));
    }
  }

  /** Only a change of status is told; a Master that keeps none is told each time. */
  static boolean isNews(Partition partition, Outcome.Checked checked) {
    Optional<String> known = partition.accessStatus();
    return known.isEmpty() || known.get().startsWith("#error") != checked.anomaly().isPresent();
  }

  private void tellStatus(Partition partition, Outcome.Checked checked, GridLog log) throws IOException {
    beforeStatus.run(partition, log);
    if (checked.anomaly().isPresent()) {
      partition.remote().error(checked.anomaly().get());
    } else {
      partition.remote().started();
    }
  }
}
