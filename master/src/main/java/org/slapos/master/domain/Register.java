package org.slapos.master.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the Master knows, as one consistent picture; reading changes nothing. */
public interface Register {

  Optional<Computer> computer(String reference);

  /** All computers, the one formatted last at the end. */
  List<Computer> computers();

  /** The partitions of a computer in the order of their first format. */
  List<Partition> partitions(String computer);

  Optional<Partition> partition(PartitionId id);

  /** The first free partition in the order of their first format. */
  Optional<PartitionId> firstFree(String computer);

  Optional<Instance> instance(PartitionId place);

  /**
   * The instance of that title in a tree.
   *
   * @param rootTitle the empty text looks among the roots
   */
  Optional<Instance> instance(String rootTitle, String title);

  /** Every instance of the tree but its root, in the order of their partitions. */
  List<Instance> members(String rootTitle);

  /** All roots, in the order of their partitions. */
  List<Instance> roots();

  /**
   * The first instance that may host.
   *
   * @param softwareType empty for any
   * @param partition empty for any
   */
  Optional<Instance> host(
      String computer, String softwareRelease, Optional<String> softwareType, Optional<String> partition);

  Optional<SharedInstance> shared(String computer, String reference);

  /** The first of that key on any computer, in the order in which they were first requested. */
  Optional<SharedInstance> shared(String reference);

  /** What a host is told about, in the order in which they were first listed. */
  List<SharedInstance> listedOn(PartitionId host);

  /** All that have that host, listed or not. */
  List<SharedInstance> sharedOf(PartitionId host);

  /** All that the instance of a partition asked for, listed or not. */
  List<SharedInstance> sharedRequestedBy(PartitionId requester);

  /** Listed shared instances that users asked for. */
  List<SharedInstance> sharedRoots();

  /** The releases of a computer in the order of their latest supply. */
  List<Installation> installations(String computer);

  Optional<Installation> installation(String computer, String url);

  /** The releases of all computers, in the order of their latest supply. */
  List<Installation> installations();

  /** All instances, in no order. */
  List<Instance> instances();

  /** Where releases that are files of this machine were when the Master was last started. */
  ReleaseRoot releaseRoot();

  List<NetworkAddress> addresses(PartitionId id);

  /** The published connection parameters, of instances and shared instances, in whose XML that text occurs. */
  List<String> connectionXmlWith(String text);

  boolean isForwarded(ForwardedRequest request);

  /** The last that was reported about a release or partition. */
  Optional<StatusReport> lastReport(StatusReport.Subject subject);

  /** The last that was reported about anything on a computer. */
  Optional<StatusReport> lastReport(String computer);

  /** What the nodes' latest reports say of the partitions of a computer; one that said nothing is absent. */
  Map<PartitionId, AccessStatus> accessStatuses(String computer);

  Optional<AccessStatus> accessStatus(PartitionId id);

  /** What the node's latest reports say of the releases of a computer, by URL; one that said nothing is absent. */
  Map<String, StatusReport.State> releaseStates(String computer);
}
