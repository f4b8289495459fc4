package org.slapos.grid.supervisor;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slapos.grid.log.GridLog;

/** Makes supervisord follow its changed files, all groups of them but those that are another's (reference: node-supervisor.md, 3.1). */
final class SupervisorUpdate {
  /** {@code stopwaitsecs} of the services, after which supervisord kills them, and some time for that. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(70);
  private static final Duration REMOVAL_PATIENCE = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 250;

  private final Supervisord supervisord;

  SupervisorUpdate(Supervisord supervisord) {
    this.supervisord = supervisord;
  }

  void run(GroupReservations.Reservation reserved, GridLog log) {
    log.debug("Updating supervisord");
    Supervisord.Changes changes = reserved.claim(supervisord::reloadConfig);
    for (String group : changes.removed()) {
      if (stop(group)) {
        log.info("Stopped '%s'".formatted(group));
      } else {
        log.warn("Problem while stopping process '%s', will try later".formatted(group));
      }
      remove(group);
      log.info("Removed '%s'".formatted(group));
    }
    for (String group : changes.changed()) {
      stop(group);
      log.info("Stopped '%s'".formatted(group));
      remove(group);
      supervisord.addGroup(group);
      log.info("Updated '%s'".formatted(group));
    }
    for (String group : changes.added()) {
      supervisord.addGroup(group);
      log.info("Updated '%s'".formatted(group));
    }
    log.debug("Supervisord updated");
  }

  /** Waits until they have stopped; whether all did. */
  private boolean stop(String group) {
    boolean signalled = supervisord.requestStop(group);
    return eventually(STOP_PATIENCE, () -> supervisord.allProcesses().stream()
        .allMatch(process -> !process.group().equals(group) || process.isDown())) && signalled;
  }

  /** A process that has just been stopped may not have been reaped yet. */
  private void remove(String group) {
    boolean removed = eventually(REMOVAL_PATIENCE, () -> {
      try {
        supervisord.removeGroup(group);
        return true;
      } catch (SupervisorFault fault) {
        if (!fault.isStillRunning()) {
          throw fault;
        }
        return false;
      }
    });
    if (!removed) {
      supervisord.removeGroup(group);
    }
  }

  /** Asks until it is so, ever less often; each question has supervisord look after its processes. */
  private static boolean eventually(Duration patience, BooleanSupplier question) {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (!question.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while processes were stopping", e);
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
    return true;
  }
}
