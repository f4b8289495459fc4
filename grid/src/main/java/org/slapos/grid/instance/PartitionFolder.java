package org.slapos.grid.instance;

import java.nio.file.Path;

/** Where everything of a partition is (reference: node-grid.md, 5.1). */
public record PartitionFolder(String id, Path path) {

  /** The timestamp of the last processing that succeeded, the Master's text. */
  public Path timestamp() {
    return path.resolve(".timestamp");
  }

  Path errorLog() {
    return path.resolve(".slapgrid-" + id + "-error.log");
  }

  Path slapgrid() {
    return path.resolve(".slapgrid");
  }

  Path instanceLog() {
    return slapgrid().resolve("log/instance.log");
  }

  Path profile() {
    return path.resolve("buildout.cfg");
  }

  Path softwareLink() {
    return path.resolve("software_release");
  }

  /** Filled by the slap library inside buildout: what the instance has requested. */
  Path requestTransaction() {
    return path.resolve(".slapos-request-transaction-" + id);
  }

  /** How many days a partition is kept after it was destroyed. */
  public Path retentionDelay() {
    return path.resolve(".slapos-retention-lock-delay");
  }

  Path retentionDate() {
    return path.resolve(".slapos-retention-lock-date");
  }

  Path requestedState() {
    return path.resolve(".requested_state");
  }

  public Path runners() {
    return path.resolve("etc/run");
  }

  public Path services() {
    return path.resolve("etc/service");
  }

  public Path reports() {
    return path.resolve("etc/report");
  }

  public Path usage() {
    return path.resolve("var/xml_report");
  }

  public Path destroyScript() {
    return path.resolve("sbin/destroy");
  }
}
