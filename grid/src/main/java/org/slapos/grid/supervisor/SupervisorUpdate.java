package org.slapos.grid.supervisor;

import java.time.Duration;
import org.slapos.grid.log.GridLog;

/** Makes supervisord follow its changed files, all groups of them (reference: node-supervisor.md, 3.1). */
final class SupervisorUpdate {
  private static final int REMOVAL_TRIES = 10;

  private final Supervisord supervisord;
  private final Duration betweenTries;

  SupervisorUpdate(Supervisord supervisord, Duration betweenTries) {
    this.supervisord = supervisord;
    this.betweenTries = betweenTries;
  }

  void run(GridLog log) {
    log.debug("Updating supervisord");
    Supervisord.Changes changes = supervisord.reloadConfig();
    for (String group : changes.removed()) {
      if (supervisord.stopGroup(group)) {
        log.info("Stopped '%s'".formatted(group));
      } else {
        log.warn("Problem while stopping process '%s', will try later".formatted(group));
      }
      remove(group);
      log.info("Removed '%s'".formatted(group));
    }
    for (String group : changes.changed()) {
      supervisord.stopGroup(group);
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

  /** A process that has just been stopped may not have been reaped yet. */
  private void remove(String group) {
    for (int i = 1; ; i++) {
      try {
        supervisord.removeGroup(group);
        return;
      } catch (SupervisorFault fault) {
        if (i == REMOVAL_TRIES || !fault.isStillRunning()) {
          throw fault;
        }
      }
      try {
        Thread.sleep(betweenTries);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while removing group " + group, e);
      }
    }
  }
}
