package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/** One change of what the Master knows. */
public sealed interface Effect {

  /** The computer whose desired state, as its node reads it, may change; empty when no node can see the effect. */
  Optional<String> visibleTo();

  /** The computer is new or described again; it becomes the last in the list of computers. */
  record PutComputer(Computer computer) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(computer.reference());
    }
  }

  /** A partition is added behind the others. */
  record AddPartition(PartitionId id) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(id.computer());
    }
  }

  /** A partition goes; its instance and the shared instances it hosts are removed by effects of their own. */
  record RemovePartition(PartitionId id) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(id.computer());
    }
  }

  record SetAddresses(PartitionId id, List<NetworkAddress> addresses) implements Effect {
    public SetAddresses {
      addresses = List.copyOf(addresses);
    }

    @Override
    public Optional<String> visibleTo() {
      return Optional.of(id.computer());
    }
  }

  /** The instance is new, or all of it is as given now. */
  record PutInstance(Optional<Instance> before, Instance after) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(after.place().computer());
    }
  }

  /** The partition becomes free. */
  record RemoveInstance(Instance before) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(before.place().computer());
    }
  }

  record PutShared(Optional<SharedInstance> before, SharedInstance after) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(after.computer());
    }
  }

  record RemoveShared(SharedInstance before) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(before.computer());
    }
  }

  /** Supplied, or supplied again; it becomes the last in the computer's list. */
  record PutInstallation(Optional<Installation> before, Installation after) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(after.computer());
    }
  }

  record RemoveInstallation(Installation before) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(before.computer());
    }
  }

  /** The release is found elsewhere; its place in the computer's list stays. */
  record MoveInstallation(Installation before, String url) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.of(before.computer());
    }
  }

  record SetReleaseRoot(ReleaseRoot before, ReleaseRoot after) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.empty();
    }
  }

  record PutForwarded(ForwardedRequest request) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.empty();
    }
  }

  record RemoveForwarded(ForwardedRequest request) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.empty();
    }
  }

  /** A message from a node is kept. */
  record AddMessage(NodeMessage.Kind kind, String computer, Optional<String> partition, String text)
      implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return Optional.empty();
    }
  }

  /** Nodes repeat themselves; they see only what they did not say before. */
  record AddReport(StatusReport report, boolean news) implements Effect {
    @Override
    public Optional<String> visibleTo() {
      return news ? Optional.of(report.subject().computer()) : Optional.empty();
    }
  }
}
