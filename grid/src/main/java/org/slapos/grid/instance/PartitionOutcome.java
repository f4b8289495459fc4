package org.slapos.grid.instance;

/** One partition, and how it came out. */
record PartitionOutcome(Partition partition, Outcome outcome) {}
