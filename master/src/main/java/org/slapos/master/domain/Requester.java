package org.slapos.master.domain;

/** Who asks for an instance. */
public sealed interface Requester {

  /** A person, or a program that names no partition. */
  enum User implements Requester {
    USER
  }

  /** A partition that asks for a part of its own tree. */
  record Partition(PartitionId id) implements Requester {}
}
