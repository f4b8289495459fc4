package org.slapos.master.domain;

import java.util.Optional;

/**
 * A shared (slave) instance.
 *
 * @param computer the computer whose hosts are considered
 * @param reference root title of the requester, or nothing, then {@code _} and the title; the key on the wire
 * @param softwareType as requested, may be the empty text
 * @param parameters marshalled dictionary of the requested parameters, types kept
 * @param host partition of the host
 * @param listed whether the host is told about it; destroyed ones are kept unlisted
 * @param connectionXml instance XML of what the host published for it
 */
public record SharedInstance(
    String computer,
    String reference,
    String softwareType,
    String parameters,
    Requester requester,
    String host,
    boolean listed,
    Optional<String> connectionXml) {

  /** The key of a title in a tree. */
  public static String referenceOf(String treeTitle, String title) {
    return treeTitle + "_" + title;
  }

  public PartitionId hostId() {
    return new PartitionId(computer, host);
  }

  /** Whether a user asked for it, so that it counts as a tree of its own. */
  public boolean isRoot() {
    return reference.startsWith("_");
  }

  public SharedInstance unlisted() {
    return new SharedInstance(
        computer, reference, softwareType, parameters, requester, host, false, connectionXml);
  }

  public SharedInstance withConnection(String newConnectionXml) {
    return new SharedInstance(
        computer, reference, softwareType, parameters, requester, host, listed, Optional.of(newConnectionXml));
  }
}
