package org.slapos.grid.promise;

/** Why promises are run. */
public enum PromiseMode {
  /** After processing, and for {@code node promise}: all are run, whenever they ran last. */
  TEST,
  /** For partitions that are up to date: those that are due are run, and tolerate single failures. */
  ANOMALY
}
