package org.slapos.slap.jsonrpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.OpenOrder;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** A user's requests. */
record JsonRpcOpenOrder(Partitions partitions) implements OpenOrder {
  private static final String TREE = "get.v0.instance_tree";

  @Override
  public ComputerPartition request(InstanceRequest request) {
    return partitions.requestAsUser(request);
  }

  @Override
  public Computer requestComputer(String title) {
    throw JsonRpcSlap.missing("new computers");
  }

  /** {@code get.v0.instance_tree}; its Master keeps no news. */
  @Override
  public InstanceInformation information(String reference) {
    var instance = new InstanceFacts(partitions.master().call(TREE, Documents.of("title", reference)));
    return partitions.read(
        TREE,
        () ->
            new InstanceInformation(
                reference,
                instance.text("software_release_uri"),
                instance.optional("software_type"),
                instance.optional("state"),
                instance.shared(),
                texts(instance.object("parameters")),
                texts(instance.object("connection_parameters")),
                Optional.empty()));
  }

  private static Map<String, Optional<String>> texts(Value.Dict object) {
    var texts = new LinkedHashMap<String, Optional<String>>();
    object.entries().forEach((name, value) -> texts.put(
        InstanceXml.notation(name),
        value instanceof Value.None ? Optional.empty() : Optional.of(InstanceXml.notation(value))));
    return texts;
  }
}
