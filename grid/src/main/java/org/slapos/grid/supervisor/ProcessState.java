package org.slapos.grid.supervisor;

import java.util.Map;

/**
 * A process as supervisord sees it.
 *
 * @param state its state code: 0 STOPPED, 10 STARTING, 20 RUNNING, 30 BACKOFF, 40 STOPPING, 100 EXITED, 200 FATAL
 * @param description for people: {@code pid 20571, uptime 0:00:02}
 * @param pid 0 when it does not run
 * @param startedAt seconds since 1970 at which this supervisord started it last; 0 for never
 * @param exitStatus of its last end; 0 before
 */
public record ProcessState(
    String group, String name, int state, String stateName, String description, int pid, int startedAt, int exitStatus) {
  static ProcessState of(Map<?, Object> info) {
    return new ProcessState(
        String.valueOf(info.get("group")),
        String.valueOf(info.get("name")),
        number(info, "state", -1),
        String.valueOf(info.get("statename")),
        info.get("description") instanceof String text ? text : "",
        number(info, "pid", 0),
        number(info, "start", 0),
        number(info, "exitstatus", 0));
  }

  private static int number(Map<?, Object> info, String key, int absent) {
    return info.get(key) instanceof Integer number ? number : absent;
  }

  /** Whether this supervisord has started it. */
  public boolean everStarted() {
    return startedAt != 0;
  }

  /** Running or on its way. */
  public boolean isUp() {
    return state == 10 || state == 20 || state == 30;
  }

  /** At rest: not running, nor coming up or going down. */
  public boolean isDown() {
    return !isUp() && state != 40;
  }

  /** {@code GROUP:NAME}; one word for a process that is alone in a group of its name. */
  public String fullName() {
    return group.equals(name) ? name : group + ":" + name;
  }
}
