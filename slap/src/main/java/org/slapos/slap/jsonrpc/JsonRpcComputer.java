package org.slapos.slap.jsonrpc;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.slap.Certificate;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerInformation;
import org.slapos.slap.ComputerListing;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.Once;
import org.slapos.slap.classic.PartitionId;
import org.slapos.slap.hateoas.Navigator;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** A computer; its lists are asked for once each. Free partitions are in none of them. */
final class JsonRpcComputer implements Computer {
  private static final String RELEASES = "allDocs.v0.compute_node_software_installation_list";
  private static final String INSTANCES = "allDocs.v0.compute_node_instance_list";

  private final MethodCalls master;
  private final Partitions partitions;
  private final Supplier<Navigator> navigator;
  private final String id;
  private final Once<List<SoftwareRelease>> releases;
  private final Once<List<ComputerPartition>> instances;

  JsonRpcComputer(MethodCalls master, Partitions partitions, Supplier<Navigator> navigator, String id) {
    this.master = master;
    this.partitions = partitions;
    this.navigator = navigator;
    this.id = id;
    this.releases = new Once<>(() -> {
      var answer = master.call(RELEASES, named());
      return partitions.read(RELEASES, () ->
          Documents.results(answer).stream().<SoftwareRelease>map(this::release).toList());
    });
    this.instances = new Once<>(this::instances);
  }

  private List<ComputerPartition> instances() {
    var answer = master.call(INSTANCES, named());
    return partitions.read(INSTANCES, () ->
        Documents.results(answer).stream()
            .map(item -> new PartitionId(id, Documents.text(item, "compute_partition_id")))
            .<ComputerPartition>map(partitions::register)
            .toList());
  }

  private Value.Dict named() {
    return Documents.of("computer_guid", id);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<SoftwareRelease> softwareReleases() {
    return releases.get();
  }

  /** The partitions with instances; each asks for what it holds when that is first needed. */
  @Override
  public List<ComputerPartition> partitions() {
    return instances.get();
  }

  /** Always everything: the methods of v0 name no listings. */
  @Override
  public ComputerListing listing(Optional<String> knownTag) {
    return new ComputerListing.Current(Optional.empty(), "", instances());
  }

  @Override
  public List<ComputerPartition> partitionsIn(String document) {
    throw new IllegalArgumentException("A listing of the JSON-RPC API has no document to read again");
  }

  private SoftwareRelease release(Value.Dict item) {
    var word = Documents.text(item, "state");
    var state = SoftwareRelease.State.of(word)
        .orElseThrow(() -> new MalformedDocumentException("unknown state '" + word + "'"));
    return new JsonRpcSoftwareRelease(master, Documents.text(item, "software_release_uri"), Optional.of(id), state);
  }

  @Override
  public Value.Dict status() {
    return master.call("get.v0.compute_node_status", named());
  }

  @Override
  public ComputerInformation information() {
    return navigator.get().computer(id);
  }

  @Override
  public Certificate generateCertificate() {
    var method = "post.v0.compute_node_certificate";
    var answer = master.call(method, named());
    return partitions.read(method, () -> Documents.certificate(answer));
  }

  @Override
  public void revokeCertificate() {
    master.call("remove.v0.compute_node_certificate", named());
  }

  @Override
  public void reportUsage(String consumptionXml) {
    if (!consumptionXml.isEmpty()) {
      master.call("post.v0.compute_node_usage", Documents.of("computer_guid", id, "tioxml", consumptionXml));
    }
  }

  /** {@code put.v0.compute_node_format} with what the document for the classic API says. */
  @Override
  public String updateConfiguration(String computerXml) {
    var method = "put.v0.compute_node_format";
    var answer = master.call(method, FormatDocument.of(computerXml));
    return partitions.read(method, () -> Documents.text(answer, "title"));
  }

  @Override
  public void bang(String message) {
    master.call("put.v0.compute_node_bang", Documents.of("computer_guid", id, "message", message));
  }

  @Override
  public String toString() {
    return "Computer[" + id + "]";
  }
}
