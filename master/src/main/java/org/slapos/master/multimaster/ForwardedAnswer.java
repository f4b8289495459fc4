package org.slapos.master.multimaster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * What another Master answered, as clients get it: an object of class ComputerPartition with everything in it, and what
 * the reference's own client adds. Its ids, addresses and parameters are the other Master's.
 */
final class ForwardedAnswer {
  private ForwardedAnswer() {}

  /** Empty if the answer is no instance. */
  static Optional<Value> of(Value answer, String masterUrl, InstanceRequest request) {
    if (!(answer instanceof Value.Instance(_, _, var attributes)) || attributes.isEmpty()) {
      return Optional.empty();
    }
    var computer = attributes.get().text("slap_computer_id");
    var partition = attributes.get().text("slap_computer_partition_id");
    if (computer.isEmpty() || partition.isEmpty()) {
      return Optional.empty();
    }
    var all = new LinkedHashMap<>(attributes.get().entries());
    put(all, "_computer_id", new Value.Text(computer.get()));
    put(all, "_partition_id", new Value.Text(partition.get()));
    put(all, "_request_dict", Value.None.NONE);
    put(all, "_connection_helper", Value.None.NONE);
    put(all, "_hateoas_navigator", Value.None.NONE);
    put(all, "_master_url", new Value.Text(masterUrl));
    put(all, "_software_release_document", new Value.Text(request.softwareRelease()));
    if (request.shared()) {
      put(all, "_synced", new Value.Bool(true));
    }
    return Optional.of(new Value.Instance(
        Value.SlapClass.COMPUTER_PARTITION,
        List.of(new Value.Text(computer.get()), new Value.Text(partition.get()), Value.None.NONE),
        Optional.of(new Value.Dict(all))));
  }

  private static void put(Map<Value, Value> attributes, String name, Value value) {
    attributes.put(new Value.Text(name), value);
  }
}
