package org.slapos.master.takeover;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.PartitionId;

/**
 * What a database of the reference holds, each list in the order of its rows (reference: proxy.md, 2). Where an old
 * schema names no computer, the configured one is meant and stands here.
 *
 * @param version of the schema, 10 to 18
 * @param forwarded what was asked of other Masters
 * @param releaseRoot where releases of this machine are, if the version knows it
 */
public record ReferenceRows(
    int version,
    List<Computer> computers,
    List<SoftwareRow> software,
    List<PartitionRow> partitions,
    List<SlaveRow> slaves,
    List<AddressRow> addresses,
    List<ForwardedRow> forwarded,
    Optional<String> releaseRoot) {
  public ReferenceRows {
    computers = List.copyOf(computers);
    software = List.copyOf(software);
    partitions = List.copyOf(partitions);
    slaves = List.copyOf(slaves);
    addresses = List.copyOf(addresses);
    forwarded = List.copyOf(forwarded);
  }

  /** A supplied release. */
  public record SoftwareRow(String url, String computer, String requestedState) {}

  /**
   * A partition, with its instance if it is busy.
   *
   * @param requestedBy before version 17 the requesting partition, empty for users; since then the title of the root of
   *     its tree, empty for roots
   * @param requesterId since version 18 the requesting partition, or {@code user}
   * @param micros when it last changed, microseconds since 1970
   */
  public record PartitionRow(
      PartitionId id,
      boolean busy,
      String softwareRelease,
      Optional<String> xml,
      Optional<String> connectionXml,
      Optional<String> slaveInstanceList,
      Optional<String> softwareType,
      Optional<String> title,
      String requestedBy,
      String requesterId,
      String requestedState,
      Optional<Long> micros) {}

  /**
   * A shared instance.
   *
   * @param requester the requesting partition; empty or {@code user} for users
   */
  public record SlaveRow(
      String reference, String computer, Optional<String> connectionXml, String hostedBy, String requester) {}

  /** An address of a partition. */
  public record AddressRow(PartitionId id, String networkInterface, String address, Optional<String> netmask) {}

  /** A request that another Master has taken. */
  public record ForwardedRow(String title, String masterUrl) {}
}
