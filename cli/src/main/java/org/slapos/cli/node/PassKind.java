package org.slapos.cli.node;

/** The four passes of the node agent, and what their commands differ in. */
public enum PassKind {
  SOFTWARE("sr", "pidfile_software"),
  INSTANCE("cp", "pidfile_instance"),
  PROMISE("cp", "pidfile_instance"),
  REPORT("ur", "pidfile_report");

  private final String suffix;
  private final String pidFileKey;

  PassKind(String suffix, String pidFileKey) {
    this.suffix = suffix;
    this.pidFileKey = pidFileKey;
  }

  /** The name of the pid file where none is configured. */
  String pidFileName() {
    return "slapgrid-" + suffix + ".pid";
  }

  /** The key of {@code [slapos]} that names the pid file. */
  String pidFileKey() {
    return pidFileKey;
  }
}
