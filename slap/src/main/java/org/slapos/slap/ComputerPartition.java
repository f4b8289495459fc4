package org.slapos.slap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * A partition of a computer and the instance in it.
 *
 * <p>Objects obtained from {@link Slap#registerComputerPartition} are lazy: the first getter that needs the Master asks
 * {@code GET registerComputerPartition} once. Objects of {@link Computer#partitions()} hold what the answer held; those
 * of a request too, and ask in the same way for what the answer lacked. A partition that is not allocated yet throws
 * {@link ResourceNotReadyException} from its getters.
 *
 * <p>Calls made as this partition carry {@code Authorization: X-SlapPartition}.
 */
public interface ComputerPartition extends Requester {

  /** The partition's name on its computer, such as {@code slappart0}. */
  String id();

  /** The computer it is on. */
  String computerId();

  String instanceGuid();

  /** The requested state as the Master sent it, usually a word of {@link RequestedState}. */
  String state();

  /** The software type of the instance. */
  String type();

  /** Empty for a free partition. */
  Optional<SoftwareRelease> softwareRelease();

  /** All instance parameters with the Master's own ({@code ip_list}, {@code timestamp}, ...). */
  Value.Dict instanceParameters();

  /** What the instance published; what is none on the wire, as an empty text becomes, is absent. */
  Map<String, String> connectionParameters();

  /**
   * One published parameter.
   *
   * @throws NotFoundException if it is not published
   */
  String connectionParameter(String key);

  /** {@code _access_status}: what the Master knows of the last report; a full Master only. */
  Optional<String> accessStatus();

  /**
   * {@code GET getComputerPartitionStatus}: what was last reported of the partition, such as {@code text}, {@code user}
   * and {@code created_at}.
   *
   * @throws NotFoundException if the Master has no such call or does not know the partition
   */
  Value.Dict status();

  /** {@code _filter_dict}: the SLA parameters of the request; a full Master only. */
  Optional<Value.Dict> filter();

  /** {@code GET getComputerPartitionCertificate}. */
  Certificate certificate();

  /** {@code GET getHostingSubscriptionIpList}: the (interface, address) pairs of all partitions of the tree. */
  List<InterfaceAddress> fullHostingIpAddresses();

  /** {@code POST startedComputerPartition}. */
  void started();

  /** {@code POST stoppedComputerPartition}. */
  void stopped();

  /** {@code POST destroyedComputerPartition}. */
  void destroyed();

  /** {@code POST softwareInstanceBang}: the whole tree is processed again. */
  void bang(String message);

  /** {@code POST softwareInstanceError}; unlike the others never throws on a failing Master, but logs it. */
  void error(String errorLog);

  /** As {@link #error(String)}, for a shared instance that this partition hosts. */
  void error(String errorLog, String slaveReference);

  /** {@code POST softwareInstanceRename}. */
  void rename(String newName);

  /** As {@link #rename(String)}, for a shared instance that this partition hosts; a full Master only. */
  void rename(String newName, String slaveReference);

  /** {@code POST setComputerPartitionConnectionXml}, for the instance itself. */
  void setConnectionParameters(Map<String, String> parameters);

  /** {@code POST setComputerPartitionConnectionXml}, for a shared instance that this partition hosts. */
  void setConnectionParameters(Map<String, String> parameters, String slaveReference);

  /** {@code POST updateComputerPartitionRelatedInstanceList}: the titles this partition still requests. */
  void setRelatedInstances(List<String> references);

  /** An address and the interface it is on. */
  record InterfaceAddress(String interfaceName, String address) {}
}
