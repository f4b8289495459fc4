package org.slapos.master.api.jsonrpc;

import static org.slapos.master.api.jsonrpc.Shapes.COMPUTER;
import static org.slapos.master.api.jsonrpc.Shapes.PARTITION;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slapos.master.api.jsonrpc.schema.MembersBuilder;
import org.slapos.master.api.jsonrpc.schema.Shape;
import org.slapos.master.api.jsonrpc.schema.Shape.Text;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.InstanceName;
import org.slapos.master.domain.Named;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.store.Store;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Finding instances. */
final class LookupMethods {
  private static final String TITLE = "title";

  private static final Shape.Members GUEST =
      MembersBuilder.named("SharedInstanceOnHost")
          .required(TITLE, Text.FREE, "its title")
          .required(InstanceGuid.MEMBER, Text.FREE, "names it in other methods")
          .required("software_type", Text.FREE, "the type it was requested with")
          .required("state", Shapes.INSTANCE_STATE, "always started")
          .required("parameters", Shape.Members.mapOf(Shape.Anything.ANYTHING), "what it was requested with")
          .required(PARTITION, Text.FREE, "the partition of its host")
          .build();

  private final Store store;

  LookupMethods(Store store) {
    this.store = store;
  }

  List<Method> methods() {
    return List.of(
        new Method("get.v0.software_instance", Method.Group.INSTANCE, "An instance or shared instance by its guid",
            Shapes.ofInstance().build(), Shapes.INSTANCE, this::byGuid),
        new Method("get.v0.compute_partition", Method.Group.INSTANCE, "The instance in a partition",
            Shapes.ofComputer().required(PARTITION, Text.NAME, "which partition").build(),
            Shapes.INSTANCE, this::byPartition),
        new Method("get.v0.instance_tree", Method.Group.INSTANCE, "The root of a tree, or a user's shared instance, by its title",
            MembersBuilder.object().required(TITLE, Shapes.TITLE, "its title").build(), Shapes.INSTANCE, this::tree),
        new Method("allDocs.v0.instance_tree_list", Method.Group.INSTANCE, "All trees and users' shared instances",
            Shapes.NO_MEMBERS,
            Shapes.results(MembersBuilder.object().required(TITLE, Text.FREE, "its title").build()),
            this::trees),
        new Method("allDocs.v0.instance_node_instance_list", Method.Group.INSTANCE, "The shared instances of a host",
            Shapes.ofInstance().build(), Shapes.results(GUEST), this::guests));
  }

  private Value byGuid(Call call) {
    var names = InstanceGuid.parse(call.text(InstanceGuid.MEMBER));
    return store.read(
        register ->
            switch (names.find(register)) {
              case Named.OfInstance(var instance) -> InstanceDocument.of(instance, register);
              case Named.OfShared(var shared) -> shared(shared, names.asked(), register);
              case Named.Nothing nothing -> throw JsonProblems.notFound(nothing.explanation());
            });
  }

  private static Value shared(SharedInstance shared, String guid, Register register) {
    return register
        .instance(shared.hostId())
        .filter(host -> shared.listed())
        .map(host -> InstanceDocument.of(shared, host, register))
        .orElseThrow(() -> JsonProblems.notFound("No partition hosting " + guid + " found."));
  }

  private Value byPartition(Call call) {
    var id = new PartitionId(call.text(COMPUTER), call.text(PARTITION));
    return store.read(
        register ->
            register
                .instance(id)
                .map(instance -> InstanceDocument.of(instance, register))
                .orElseThrow(
                    () -> JsonProblems.notFound("No instance on partition " + id.partition() + " found.")));
  }

  /** A title that both kinds have names neither. */
  private Value tree(Call call) {
    var title = call.text(TITLE);
    return store.read(
        register -> {
          var found = new ArrayList<Value>();
          register.instance("", title).ifPresent(root -> found.add(InstanceDocument.of(root, register)));
          register
              .shared(SharedInstance.referenceOf("", title))
              .filter(SharedInstance::listed)
              .flatMap(
                  shared ->
                      register.instance(shared.hostId()).map(host -> InstanceDocument.of(shared, host, register)))
              .ifPresent(found::add);
          if (found.size() != 1) {
            throw JsonProblems.notFound("No instance tree " + title + " found.");
          }
          return found.getFirst();
        });
  }

  private Value trees(Call call) {
    return JsonValues.results(
        store.read(
            register ->
                Stream.concat(
                        register.roots().stream().map(Instance::title).map(title -> title.orElse("")),
                        register.sharedRoots().stream().map(shared -> InstanceName.of(shared, register).title()))
                    .map(title -> Value.Dict.builder().put(TITLE, title).build())
                    .toList()));
  }

  private Value guests(Call call) {
    var names = InstanceGuid.parse(call.text(InstanceGuid.MEMBER));
    return JsonValues.results(
        store.read(
            register ->
                switch (names.find(register)) {
                  case Named.OfInstance(var host) ->
                      register.listedOn(host.place()).stream().map(shared -> guest(shared, register)).toList();
                  case Named.OfShared guest -> throw noHost(names.asked());
                  case Named.Nothing nothing -> throw noHost(names.asked());
                }));
  }

  private static RuntimeException noHost(String guid) {
    return JsonProblems.notFound("No software instance " + guid + " found.");
  }

  private static Value guest(SharedInstance shared, Register register) {
    var name = InstanceName.of(shared, register);
    return Value.Dict.builder()
        .put(TITLE, name.title())
        .put(InstanceGuid.MEMBER, InstanceGuid.of(name))
        .put("software_type", shared.softwareType())
        .put("state", "started")
        .put("parameters", JsonValues.plain(Marshal.read(shared.parameters())))
        .put(PARTITION, shared.host())
        .build();
  }
}
