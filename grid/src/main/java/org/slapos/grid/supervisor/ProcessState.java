package org.slapos.grid.supervisor;

import java.util.Map;

/**
 * A process as supervisord sees it.
 *
 * @param state its state code: 0 STOPPED, 10 STARTING, 20 RUNNING, 30 BACKOFF, 40 STOPPING, 100 EXITED, 200 FATAL
 * @param everStarted whether this supervisord has started it
 */
public record ProcessState(String group, String name, int state, String stateName, boolean everStarted) {
  static ProcessState of(Map<?, Object> info) {
    return new ProcessState(
        String.valueOf(info.get("group")),
        String.valueOf(info.get("name")),
        info.get("state") instanceof Integer state ? state : -1,
        String.valueOf(info.get("statename")),
        info.get("start") instanceof Integer start && start != 0);
  }

  /** Running or on its way. */
  public boolean isUp() {
    return state == 10 || state == 20 || state == 30;
  }
}
