package org.slapos.master.domain;

import java.util.Optional;

/** Whom a request claims to come from, before anybody has looked whether that partition exists. */
public sealed interface Claim {

  /** The request names no partition: a user. */
  enum Nobody implements Claim {
    NOBODY
  }

  /** Named in the form; a partition that does not exist counts as a user. */
  record Form(PartitionId id) implements Claim {}

  /** Named in the Authorization header; it must exist. */
  record Header(Optional<String> computer, Optional<String> partition) implements Claim {

    /** Both parts, if both are there. */
    Optional<PartitionId> id() {
      return computer.flatMap(c -> partition.map(p -> new PartitionId(c, p)));
    }

    String text() {
      return "(" + computer.orElse("None") + " / " + partition.orElse("None") + ")";
    }
  }
}
