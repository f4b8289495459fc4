package org.slapos.slap.classic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.Certificate;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.SoftwareRelease.State;
import org.slapos.slap.http.Form;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** A partition, allocated or not. */
final class ClassicPartition implements ComputerPartition {
  private final MasterCalls master;
  private final Partitions partitions;
  private final String name;
  private final Optional<PartitionId> id;
  private final PartitionFacts facts;

  /**
   * A partition.
   *
   * @param name what to call it in messages: its id, or the title of the instance that has no partition yet
   * @param id empty while the Master has not allocated it
   */
  ClassicPartition(
      MasterCalls master, Partitions partitions, String name, Optional<PartitionId> id, PartitionFacts facts) {
    this.master = master;
    this.partitions = partitions;
    this.name = name;
    this.id = id;
    this.facts = facts;
  }

  private PartitionId allocated() {
    return id.orElseThrow(() -> PartitionFacts.notReady(name));
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
    return text("_instance_guid").orElseThrow(() -> PartitionFacts.notReady(name));
  }

  @Override
  public String state() {
    return text("_requested_state").orElseThrow(() -> PartitionFacts.notReady(name));
  }

  @Override
  public String type() {
    return text("slap_software_type")
        .or(() -> instanceParameters().text("slap_software_type"))
        .orElseThrow(() -> PartitionFacts.notReady(name));
  }

  @Override
  public Optional<SoftwareRelease> softwareRelease() {
    return text("slap_software_release_url")
        .or(this::documentedReleaseUrl)
        .map(url -> new ClassicSoftwareRelease(master, url, Optional.of(computerId()), State.AVAILABLE));
  }

  /** Masters send an object, forwarding ones just the URL. */
  private Optional<String> documentedReleaseUrl() {
    return text("_software_release_document").or(() -> facts.attribute("_software_release_document")
        .filter(Value.Instance.class::isInstance)
        .map(Value.Instance.class::cast)
        .flatMap(release -> WireObjects.text(release, "_software_release", 0)));
  }

  @Override
  public Value.Dict instanceParameters() {
    return dict("_parameter_dict").orElse(Value.Dict.EMPTY);
  }

  @Override
  public Map<String, String> connectionParameters() {
    var parameters = new LinkedHashMap<String, String>();
    var published = dict("_connection_dict");
    if (published.isPresent()) {
      published.get().entries().forEach((key, value) -> {
        if (!(value instanceof Value.None)) {
          parameters.put(InstanceXml.notation(key), InstanceXml.notation(value));
        }
      });
    } else {
      // Very old Masters send the XML that they store.
      text("connection_xml").map(this::stored).ifPresent(stored ->
          stored.forEach((key, value) -> value.ifPresent(text -> parameters.put(key, text))));
    }
    return parameters;
  }

  private Map<String, Optional<String>> stored(String xml) {
    return partitions.read("registerComputerPartition", () -> InstanceXml.read(xml));
  }

  @Override
  public String connectionParameter(String key) {
    return Optional.ofNullable(connectionParameters().get(key))
        .orElseThrow(() -> new NotFoundException(key + " not found in the connection parameters of " + name));
  }

  @Override
  public Optional<String> accessStatus() {
    return text("_access_status");
  }

  @Override
  public Value.Dict status() {
    var call = "getComputerPartitionStatus";
    var answer = master.getValue(call, allocated().form());
    return partitions.read(call, () -> WireObjects.dict(answer));
  }

  @Override
  public Optional<Value.Dict> filter() {
    return dict("_filter_dict");
  }

  private Optional<String> text(String attribute) {
    return facts.attribute(attribute)
        .flatMap(value -> value instanceof Value.Text(var text) ? Optional.of(text) : Optional.empty());
  }

  private Optional<Value.Dict> dict(String attribute) {
    return facts.attribute(attribute)
        .flatMap(value -> value instanceof Value.Dict dict ? Optional.of(dict) : Optional.empty());
  }

  @Override
  public Certificate certificate() {
    return Certificates.read(master, "getComputerPartitionCertificate", calls ->
        calls.getValue("getComputerPartitionCertificate", allocated().form()));
  }

  @Override
  public List<InterfaceAddress> fullHostingIpAddresses() {
    var call = "getHostingSubscriptionIpList";
    var answer = master.getValue(call, allocated().form());
    return partitions.read(call, () ->
        WireObjects.list(Optional.of(answer)).stream().map(ClassicPartition::interfaceAddress).toList());
  }

  private static InterfaceAddress interfaceAddress(Value pair) {
    var texts = WireObjects.texts(pair);
    if (texts.size() < 2) {
      throw new MalformedDocumentException("an interface and an address were expected");
    }
    return new InterfaceAddress(texts.get(0), texts.get(1));
  }

  @Override
  public ComputerPartition request(InstanceRequest request) {
    return partitions.requestAsPartition(allocated(), request);
  }

  @Override
  public void started() {
    post("startedComputerPartition", allocated().form());
  }

  @Override
  public void stopped() {
    post("stoppedComputerPartition", allocated().form());
  }

  @Override
  public void destroyed() {
    post("destroyedComputerPartition", allocated().form());
  }

  @Override
  public void bang(String message) {
    post("softwareInstanceBang", allocated().form().with("message", message));
  }

  @Override
  public void error(String errorLog) {
    error(errorLog, Optional.empty());
  }

  @Override
  public void error(String errorLog, String slaveReference) {
    error(errorLog, Optional.of(slaveReference));
  }

  private void error(String errorLog, Optional<String> slaveReference) {
    try {
      var form = allocated().form();
      ErrorLog.send(errorLog, log -> post(
          "softwareInstanceError", form.with("error_log", log).with("slave_reference", slaveReference)));
    } catch (SlapException e) {
      Log.of(ClassicPartition.class).warn("The error of partition {} could not be reported: {}", name, e.getMessage(), e);
    }
  }

  @Override
  public void rename(String newName) {
    post("softwareInstanceRename", allocated().form().with("new_name", newName));
  }

  @Override
  public void rename(String newName, String slaveReference) {
    post(
        "softwareInstanceRename",
        allocated().form().with("new_name", newName).with("slave_reference", slaveReference));
  }

  @Override
  public void setConnectionParameters(Map<String, String> parameters) {
    // The field is always there; this is how the reference's client says that there is no shared instance.
    setConnectionParameters(parameters, "None");
  }

  @Override
  public void setConnectionParameters(Map<String, String> parameters, String slaveReference) {
    var form = allocated().form()
        .with("connection_xml", Marshal.write(Value.Dict.ofTexts(parameters)))
        .with("slave_reference", slaveReference);
    post("setComputerPartitionConnectionXml", form);
  }

  @Override
  public void setRelatedInstances(List<String> references) {
    var list = new Value.ListValue(references.stream().<Value>map(Value.Text::new).toList());
    post(
        "updateComputerPartitionRelatedInstanceList",
        allocated().form().with("instance_reference_xml", Marshal.write(list)));
  }

  private void post(String call, Form form) {
    var _ = master.postAs(allocated(), call, form);
  }

  @Override
  public String toString() {
    return "ComputerPartition[" + id.map(known -> known.computerId() + " " + known.partitionId()).orElse(name) + "]";
  }
}
