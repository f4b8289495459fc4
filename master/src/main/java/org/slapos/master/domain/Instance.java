package org.slapos.master.domain;

import java.util.Optional;
import org.slapos.slap.RequestedState;

/**
 * An instance, in the partition where it lives.
 *
 * @param title unique in its tree; empty only for requests that gave none
 * @param rootTitle title of the root of its tree; the empty text for roots
 * @param requester the latest that asked for it
 * @param parameterXml instance XML of its parameters
 * @param connectionXml instance XML of what it published; empty until it did
 */
public record Instance(
    PartitionId place,
    Optional<String> title,
    String rootTitle,
    Requester requester,
    String softwareRelease,
    String softwareType,
    RequestedState state,
    String parameterXml,
    Optional<String> connectionXml,
    Timestamp timestamp) {

  public boolean isRoot() {
    return rootTitle.isEmpty();
  }

  /** The title under which members of its tree are kept. */
  public String treeTitle() {
    return isRoot() ? title.orElse("") : rootTitle;
  }

  public Instance withTitle(String newTitle) {
    return new Instance(
        place, Optional.of(newTitle), rootTitle, requester, softwareRelease, softwareType, state, parameterXml,
        connectionXml, timestamp);
  }

  public Instance withRootTitle(String newRootTitle) {
    return new Instance(
        place, title, newRootTitle, requester, softwareRelease, softwareType, state, parameterXml, connectionXml,
        timestamp);
  }

  public Instance withRelease(String newRelease) {
    return new Instance(
        place, title, rootTitle, requester, newRelease, softwareType, state, parameterXml, connectionXml, timestamp);
  }

  public Instance withState(RequestedState newState) {
    return new Instance(
        place, title, rootTitle, requester, softwareRelease, softwareType, newState, parameterXml, connectionXml,
        timestamp);
  }

  public Instance withConnection(String newConnectionXml) {
    return new Instance(
        place, title, rootTitle, requester, softwareRelease, softwareType, state, parameterXml,
        Optional.of(newConnectionXml), timestamp);
  }

  /** The same, changed at that time or just after its last change. */
  public Instance touched(Timestamp now) {
    return new Instance(
        place, title, rootTitle, requester, softwareRelease, softwareType, state, parameterXml, connectionXml,
        now.after(timestamp));
  }
}
