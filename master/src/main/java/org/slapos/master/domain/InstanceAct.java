package org.slapos.master.domain;

/** What can be done to an instance that is known by its titles, wherever it lives. */
public sealed interface InstanceAct {

  /** It publishes its connection parameters. */
  record Publish(String connectionXml) implements InstanceAct {}

  /** Something is wrong: its tree shall be processed again. */
  record Bang(String message) implements InstanceAct {}

  record Rename(String newTitle) implements InstanceAct {}

  /** Its node has destroyed it. */
  enum ReportDestroyed implements InstanceAct {
    REPORT_DESTROYED
  }

  /** Its node says how it is. */
  record Report(StatusReport.State state, String author, Timestamp at, String log) implements InstanceAct {}
}
