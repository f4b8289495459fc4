package org.slapos.master.api.jsonrpc;

import static org.slapos.master.api.jsonrpc.Method.Group.NODE;
import static org.slapos.master.api.jsonrpc.Shapes.COMPUTER;
import static org.slapos.master.api.jsonrpc.Shapes.PARTITION;
import static org.slapos.master.api.jsonrpc.Shapes.RELEASE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.master.api.jsonrpc.schema.MembersBuilder;
import org.slapos.master.api.jsonrpc.schema.Shape;
import org.slapos.master.api.jsonrpc.schema.Shape.Text;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.InstanceName;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.Register;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Value;

/** What nodes tell of themselves, and what is on them. */
final class NodeMethods {
  private static final Shape.Members ADDRESS =
      MembersBuilder.object()
          .required("ip-address", Text.NAME, "the address")
          .optional("netmask", Text.OPTIONAL_NAME, "its netmask")
          .optional("network-interface", Text.OPTIONAL_NAME, "its interface; absent: the partition's name")
          .optional("gateway-ip-address", Text.OPTIONAL_NAME, "not kept by this Master")
          .optional("network-address", Text.OPTIONAL_NAME, "not kept by this Master")
          .others(Shape.Anything.ANYTHING)
          .build();

  private static final Shape.Members PARTITION_ITEM =
      MembersBuilder.object()
          .required("partition_id", Text.NAME, "name of the partition, such as slappart0")
          .optional("ip_list", new Shape.Items(ADDRESS), "its addresses")
          .others(Shape.Anything.ANYTHING)
          .build();

  private static final Shape.Members INSTANCE_ITEM =
      MembersBuilder.named("InstanceOnComputer")
          .required("title", Text.FREE, "its title")
          .required(InstanceGuid.MEMBER, Text.FREE, "names it in other methods")
          .required("state", Shapes.INSTANCE_STATE, "what it shall be")
          .required(PARTITION, Text.FREE, "the partition it is in")
          .required(RELEASE, Text.FREE, "the software release it is of")
          .build();

  private final Store store;

  NodeMethods(Store store) {
    this.store = store;
  }

  List<Method> methods() {
    return List.of(
        new Method("put.v0.compute_node_format", NODE,
            "Describes a computer and its partitions; partitions that are not listed go, with what is in them",
            Shapes.ofComputer()
                .required("compute_partition_list", new Shape.Items(PARTITION_ITEM), "all its partitions")
                .build(),
            Shapes.SUCCESS, this::format),
        new Method("allDocs.v0.compute_node_instance_list", NODE, "The instances on a computer",
            Shapes.ofComputer().build(), Shapes.results(INSTANCE_ITEM), this::instances),
        new Method("allDocs.WIP.compute_node_list", NODE, "All computers; experimental",
            Shapes.NO_MEMBERS,
            Shapes.results(MembersBuilder.object().required(COMPUTER, Text.FREE, "its reference").build()),
            this::computers));
  }

  private Value format(Call call) {
    var partitions = new ArrayList<Command.FormattedPartition>();
    for (var item : objects(call.document(), "compute_partition_list")) {
      partitions.add(partition(item));
    }
    var computer = new Computer(call.text(COMPUTER), Optional.empty(), Optional.empty());
    JsonProblems.accepted(store.execute(new Command.Format(computer, partitions), call.author()));
    return Shapes.success("Formatted");
  }

  private static Command.FormattedPartition partition(Value.Dict item) {
    var name = item.text("partition_id").orElseThrow();
    var addresses = objects(item, "ip_list").stream().map(address -> address(address, name)).toList();
    return new Command.FormattedPartition(name, addresses);
  }

  private static NetworkAddress address(Value.Dict address, String partition) {
    return new NetworkAddress(
        address.text("network-interface").filter(text -> !text.isEmpty()).orElse(partition),
        address.text("ip-address").orElseThrow(),
        address.text("netmask"));
  }

  private static List<Value.Dict> objects(Value.Dict parent, String member) {
    return parent.get(member).orElse(Value.None.NONE) instanceof Value.ListValue(var items)
        ? items.stream().map(Value.Dict.class::cast).toList()
        : List.of();
  }

  private Value instances(Call call) {
    var computer = call.text(COMPUTER);
    return JsonValues.results(
        store.read(
            register -> {
              requireComputer(computer, register);
              return register.partitions(computer).stream()
                  .map(Partition::instance)
                  .flatMap(Optional::stream)
                  .map(NodeMethods::item)
                  .toList();
            }));
  }

  private static Value item(Instance instance) {
    return Value.Dict.builder()
        .put("title", instance.title().orElse(""))
        .put(InstanceGuid.MEMBER, InstanceGuid.of(InstanceName.of(instance)))
        .put("state", instance.state().wireName())
        .put(PARTITION, instance.place().partition())
        .put(RELEASE, instance.softwareRelease())
        .build();
  }

  private Value computers(Call call) {
    return JsonValues.results(
        store.read(
            register ->
                register.computers().stream()
                    .map(computer -> Value.Dict.builder().put(COMPUTER, computer.reference()).build())
                    .toList()));
  }

  static void requireComputer(String computer, Register register) {
    if (register.computer(computer).isEmpty()) {
      throw JsonProblems.notFound(computer + " is not registered.");
    }
  }
}
