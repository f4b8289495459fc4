package org.slapos.slap.jsonrpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slapos.slap.Certificate;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.PartitionId;
import org.slapos.slap.wire.Value;
import org.slf4j.LoggerFactory;

/**
 * A partition, allocated or not. Shared instances that it hosts are named by their {@code instance_guid}, which is the
 * {@code slave_reference} in its list of them.
 */
final class JsonRpcPartition implements ComputerPartition {
  private static final String GUID = "instance_guid";
  private static final String GUESTS = "allDocs.v0.instance_node_instance_list";

  private final MethodCalls master;
  private final Partitions partitions;
  private final String name;
  private final Optional<PartitionId> id;
  private final Supplier<Optional<InstanceFacts>> facts;

  /**
   * A partition.
   *
   * @param name what to call it in messages
   * @param id empty while the Master has not allocated it
   * @param facts what is known of the instance in it; empty for a free one
   */
  JsonRpcPartition(
      Partitions partitions, String name, Optional<PartitionId> id, Supplier<Optional<InstanceFacts>> facts) {
    this.master = partitions.master();
    this.partitions = partitions;
    this.name = name;
    this.id = id;
    this.facts = facts;
  }

  private PartitionId allocated() {
    return id.orElseThrow(this::notReady);
  }

  private ResourceNotReadyException notReady() {
    return new ResourceNotReadyException("Instance '" + name + "' is not allocated yet; ask again later");
  }

  private <T> T look(Function<InstanceFacts, T> look) {
    var instance = facts.get().orElseThrow(this::notReady);
    return partitions.read("get.v0.compute_partition", () -> look.apply(instance));
  }

  @Override
  public String id() {
    return allocated().partitionId();
  }

  @Override
  public String computerId() {
    return allocated().computerId();
  }

  @Override
  public String instanceGuid() {
    return look(instance -> instance.text(GUID));
  }

  @Override
  public String state() {
    return facts.get().isEmpty() ? "destroyed" : look(instance -> instance.text("state"));
  }

  @Override
  public String type() {
    return look(instance -> instance.text("software_type"));
  }

  @Override
  public Optional<SoftwareRelease> softwareRelease() {
    return facts.get()
        .map(instance -> look(found -> found.text("software_release_uri")))
        .map(url -> new JsonRpcSoftwareRelease(
            master, url, Optional.of(computerId()), SoftwareRelease.State.AVAILABLE));
  }

  @Override
  public Value.Dict instanceParameters() {
    return facts.get().isEmpty() ? Value.Dict.EMPTY : look(instance -> instance.parameters(guests(instance)));
  }

  /** The shared instances in the form of the classic API's {@code slave_instance_list}. */
  private Value guests(InstanceFacts instance) {
    if (instance.shared()) {
      return new Value.ListValue(List.of());
    }
    var found = Documents.results(master.call(GUESTS, Documents.of(GUID, instance.text(GUID))));
    return new Value.ListValue(found.stream().<Value>map(JsonRpcPartition::guest).toList());
  }

  private static Value guest(Value.Dict guest) {
    var entries = new LinkedHashMap<Value, Value>();
    entries.put(new Value.Text("slave_title"), new Value.Text(Documents.text(guest, "title")));
    entries.put(new Value.Text("slave_reference"), new Value.Text(Documents.text(guest, GUID)));
    entries.put(new Value.Text("slap_software_type"), new Value.Text(Documents.text(guest, "software_type")));
    if (guest.get("parameters").orElse(Value.None.NONE) instanceof Value.Dict parameters) {
      entries.putAll(parameters.entries());
    }
    return new Value.Dict(entries);
  }

  @Override
  public Map<String, String> connectionParameters() {
    return facts.get().isEmpty() ? Map.of() : look(InstanceFacts::connectionParameters);
  }

  @Override
  public String connectionParameter(String key) {
    return Optional.ofNullable(connectionParameters().get(key))
        .orElseThrow(() -> new NotFoundException(key + " not found in the connection parameters of " + name));
  }

  @Override
  public Optional<String> accessStatus() {
    return facts.get().flatMap(instance -> instance.optional("access_status_message"));
  }

  @Override
  public Value.Dict status() {
    throw JsonRpcSlap.missing("the status of a partition as a document");
  }

  @Override
  public Optional<Value.Dict> filter() {
    return facts.get()
        .map(instance -> instance.object("sla_parameters"))
        .filter(filter -> !filter.entries().isEmpty());
  }

  @Override
  public Certificate certificate() {
    var method = "get.v0.software_instance_certificate";
    var answer = master.call(method, Documents.of(GUID, instanceGuid()));
    return partitions.read(method, () -> Documents.certificate(answer));
  }

  @Override
  public List<InterfaceAddress> fullHostingIpAddresses() {
    throw JsonRpcSlap.missing("the addresses of a whole tree");
  }

  @Override
  public ComputerPartition request(InstanceRequest request) {
    return partitions.requestAsPartition(allocated(), request);
  }

  @Override
  public void started() {
    report("started");
  }

  @Override
  public void stopped() {
    report("stopped");
  }

  @Override
  public void destroyed() {
    report("destroyed");
  }

  private void report(String state) {
    call("put.v0.software_instance_reported_state",
        Documents.of(GUID, instanceGuid(), "reported_state", state));
  }

  @Override
  public void bang(String message) {
    call("put.v0.software_instance_bang", Documents.of(GUID, instanceGuid(), "message", message));
  }

  @Override
  public void error(String errorLog) {
    reportError(errorLog, Optional.empty());
  }

  @Override
  public void error(String errorLog, String slaveReference) {
    reportError(errorLog, Optional.of(slaveReference));
  }

  private void reportError(String errorLog, Optional<String> guest) {
    try {
      var guid = guest.orElseGet(this::instanceGuid);
      call("put.v0.software_instance_error", Documents.of(GUID, guid, "message", errorLog));
    } catch (SlapException e) {
      LoggerFactory.getLogger(JsonRpcPartition.class)
          .warn("The error of partition {} could not be reported: {}", name, e.getMessage(), e);
    }
  }

  @Override
  public void rename(String newName) {
    rename(newName, instanceGuid());
  }

  @Override
  public void rename(String newName, String slaveReference) {
    call("put.v0.software_instance_title", Documents.of(GUID, slaveReference, "title", newName));
  }

  @Override
  public void setConnectionParameters(Map<String, String> parameters) {
    setConnectionParameters(parameters, instanceGuid());
  }

  @Override
  public void setConnectionParameters(Map<String, String> parameters, String slaveReference) {
    call("put.v0.software_instance_connection_parameter",
        Value.Dict.builder()
            .put(GUID, slaveReference)
            .put("connection_parameter_dict", Value.Dict.ofTexts(parameters))
            .build());
  }

  @Override
  public void setRelatedInstances(List<String> references) {
    throw new NotFoundException("The JSON entry points have none for the instances that a partition still requests");
  }

  private void call(String method, Value.Dict document) {
    master.callAs(allocated(), method, document);
  }

  @Override
  public String toString() {
    return "ComputerPartition[" + id.map(known -> known.computerId() + " " + known.partitionId()).orElse(name) + "]";
  }
}
