package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;
import org.slapos.slap.RequestedState;

/** What a command comes to, for its caller. */
public sealed interface Answer {

  enum Done implements Answer {
    DONE
  }

  /** Means nothing for what it was said of; nothing was changed. */
  enum Ignored implements Answer {
    IGNORED
  }

  /**
   * The instance that was requested.
   *
   * @param requestedState the state the request asked for, or that its tree imposes, {@code started} when it named none
   */
  record Allocated(Instance instance, List<NetworkAddress> addresses, RequestedState requestedState)
      implements Answer {}

  /** The shared instance that was requested, with its host. */
  record AllocatedShared(SharedInstance shared, Instance host, List<NetworkAddress> addresses) implements Answer {}

  /** A root stays until its members are gone; these are left. */
  record Awaiting(List<String> titles) implements Answer {}

  record UnknownPartition(PartitionId id) implements Answer {}

  /** Refused; nothing was changed. */
  record Refused(Reason reason, String explanation, Optional<String> field) implements Answer {}

  /** Why a command is refused. */
  enum Reason {
    /** What it needs does not exist (HTTP 404). */
    NOT_FOUND,
    /** It contradicts what exists (HTTP 409). */
    CONFLICT,
    /** It makes no sense by itself (HTTP 400). */
    INVALID
  }
}
