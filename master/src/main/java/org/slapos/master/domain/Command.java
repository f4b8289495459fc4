package org.slapos.master.domain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slapos.slap.RequestedState;

/** What a caller wants changed; each transport decodes its requests into these. */
public sealed interface Command {

  /** A short name for events and logs. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** A computer describes itself and its partitions; partitions not in the list go, with their instances. */
  record Format(Computer computer, List<FormattedPartition> partitions) implements Command {
    public Format {
      partitions = List.copyOf(partitions);
    }
  }

  /** One partition of {@link Format}. */
  record FormattedPartition(String reference, List<NetworkAddress> addresses) {
    public FormattedPartition {
      addresses = List.copyOf(addresses);
    }
  }

  /** A release shall be on a computer, or leave it. */
  record Supply(Installation installation) implements Command {}

  /** A node has removed a release. */
  record ReportReleaseDestroyed(String computer, String url) implements Command {}

  /**
   * Somebody wants an instance.
   *
   * @param softwareType empty when the request names none
   * @param defaultType the type of a new instance whose request names none
   * @param computer where a new one is placed
   * @param state empty leaves an existing one as it is
   */
  record RequestInstance(
      Claim claim,
      String title,
      String softwareRelease,
      Optional<String> softwareType,
      String defaultType,
      String parameterXml,
      String computer,
      Optional<RequestedState> state)
      implements Command {}

  /**
   * Somebody wants a shared instance.
   *
   * @param softwareType the empty text accepts a host of any type
   * @param parameters marshalled dictionary
   * @param host the only partition that may host it, if the requester insists
   */
  record RequestShared(
      Claim claim,
      String title,
      String softwareRelease,
      String softwareType,
      String parameters,
      String computer,
      Optional<String> host,
      boolean destroy)
      implements Command {}

  /** An instance publishes its connection parameters. */
  record Publish(PartitionId place, String connectionXml) implements Command {}

  /** A host publishes the connection parameters of a shared instance. */
  record PublishShared(PartitionId host, String reference, String connectionXml) implements Command {}

  /**
   * The whole tree shall be processed again.
   *
   * @param message the reason given, kept if it is not empty
   */
  record Bang(PartitionId place, String message) implements Command {
    public Bang(PartitionId place) {
      this(place, "");
    }
  }

  /** A computer says that something happened; its instances are processed with the next of their changes. */
  record BangComputer(String computer, String message) implements Command {}

  /** A computer says what its partitions consumed. */
  record ReportUsage(String computer, String document) implements Command {}

  record Rename(PartitionId place, String newTitle) implements Command {}

  /** A computer shall be known, whether or not it has described itself. */
  record RegisterComputer(String reference) implements Command {}

  /** An instance still requests those and no others. */
  record KeepRelated(PartitionId place, Set<String> titles) implements Command {
    public KeepRelated {
      titles = Set.copyOf(titles);
    }
  }

  /** A node has destroyed what was in a partition. */
  record ReportDestroyed(PartitionId place) implements Command {}

  /** Something is done to an instance that is named by its titles. */
  record OnNamed(InstanceNames names, InstanceAct act) implements Command {
    @Override
    public String name() {
      return act.getClass().getSimpleName();
    }
  }

  /** Another Master has taken a request, or is destroying what it was for. */
  record NoteForwarded(ForwardedRequest request, boolean destroyed) implements Command {}

  /**
   * Releases that are files of this machine lie below that folder now.
   *
   * @param exists whether there is such a file
   */
  record MoveReleases(ReleaseRoot root, Predicate<Path> exists) implements Command {}

  /** A node says how a release or a partition is. */
  record Report(StatusReport report) implements Command {}
}
