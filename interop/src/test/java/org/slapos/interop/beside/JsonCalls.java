package org.slapos.interop.beside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** Calls of the JSON API on the names of {@link Calls}, so that both APIs meet on the same instances. */
final class JsonCalls {
  private static final List<String> INSTANCES =
      List.of("RUN-a______0", "RUN-b______0", "RUN-a___RUN-b___0", "RUN-b___RUN-a___0");
  private static final List<String> SHARED = List.of("RUN-s______1", "RUN-s___RUN-a___1", "RUN-t______1");

  private JsonCalls() {}

  static Arbitrary<Call> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, requests()),
        Tuple.of(2, about(INSTANCES, "get.v0.software_instance", Map.of())),
        Tuple.of(1, about(SHARED, "get.v0.software_instance", Map.of())),
        Tuple.of(1, places()),
        Tuple.of(1, trees()),
        Tuple.of(1, about(INSTANCES, "allDocs.v0.instance_node_instance_list", Map.of())),
        Tuple.of(1, computers("allDocs.v0.compute_node_instance_list", Map.of())),
        Tuple.of(1, computers("allDocs.v0.compute_node_software_installation_list", Map.of())),
        Tuple.of(2, publish()),
        Tuple.of(2, reports()),
        Tuple.of(1, about(INSTANCES, "put.v0.software_instance_bang", Map.of("message", text("again")))),
        Tuple.of(1, installations()));
  }

  private static Arbitrary<Call> requests() {
    var states = Arbitraries.of("", "", "started", "stopped", "destroyed");
    var who = Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
    var names = Combinators.combine(Arbitraries.of("RUN-a", "RUN-b", "RUN-s"), Arbitraries.of(Calls.RELEASES),
        Arbitraries.of("default", "other")).as(List::of);
    return Combinators.combine(names, parameters(), states, filters(), who, Calls.computers(), Calls.partitions())
        .as((name, parameters, state, filter, header, computer, partition) -> {
          var members = new LinkedHashMap<String, Value>();
          members.put("title", text(name.getFirst()));
          members.put("software_release_uri", text(name.get(1)));
          members.put("software_type", text(name.getLast()));
          members.put("parameters", parameters);
          members.put("sla_parameters", filter);
          members.put("shared", new Value.Bool(name.getFirst().equals("RUN-s")));
          if (!state.isEmpty()) {
            members.put("state", text(state));
          }
          var call = call("post.v0.software_instance", members);
          return header ? call.with("Authorization", Calls.identity(computer, partition)) : call;
        });
  }

  private static Arbitrary<Value.Dict> parameters() {
    return Arbitraries.of(
        Value.Dict.EMPTY,
        Value.Dict.ofTexts(Map.of("colour", "blue")),
        Value.Dict.builder().put("number", Value.ofInt(7)).put("empty", "").build());
  }

  private static Arbitrary<Value.Dict> filters() {
    return Arbitraries.of(
        Value.Dict.EMPTY,
        Value.Dict.ofTexts(Map.of("computer_guid", "COMP-1")),
        Value.Dict.ofTexts(Map.of("computer_guid", "COMP-0", "instance_guid", "COMP-0-slappart1")));
  }

  private static Arbitrary<Call> about(List<String> guids, String method, Map<String, Value> more) {
    return Arbitraries.of(guids).map(guid -> {
      var members = new LinkedHashMap<String, Value>(more);
      members.put("instance_guid", text(guid));
      return call(method, members);
    });
  }

  private static Arbitrary<Call> places() {
    return Combinators.combine(Calls.computers(), Calls.partitions()).as((computer, partition) ->
        call("get.v0.compute_partition", Map.of("computer_guid", text(computer), "compute_partition_id", text(partition))));
  }

  private static Arbitrary<Call> trees() {
    return Arbitraries.of("RUN-a", "RUN-b", "RUN-s").map(title -> call("get.v0.instance_tree", Map.of("title", text(title))));
  }

  private static Arbitrary<Call> computers(String method, Map<String, Value> more) {
    return Calls.computers().map(computer -> {
      var members = new LinkedHashMap<String, Value>(more);
      members.put("computer_guid", text(computer));
      return call(method, members);
    });
  }

  private static Arbitrary<Call> publish() {
    return Arbitraries.of(Value.Dict.EMPTY, Value.Dict.ofTexts(Map.of("url", "http://k/")),
            Value.Dict.builder().put("n", Value.ofInt(5)).build())
        .flatMap(published -> about(INSTANCES, "put.v0.software_instance_connection_parameter",
            Map.of("connection_parameter_dict", published)));
  }

  private static Arbitrary<Call> reports() {
    return Arbitraries.of("started", "stopped", "destroyed", "destroyed")
        .flatMap(state -> about(INSTANCES, "put.v0.software_instance_reported_state", Map.of("reported_state", text(state))));
  }

  private static Arbitrary<Call> installations() {
    return Combinators.combine(Arbitraries.of(Calls.RELEASES), Arbitraries.of("available", "destroyed", "reported"))
        .flatAs((release, state) -> state.equals("reported")
            ? computers("put.v0.software_installation_reported_state",
                Map.of("software_release_uri", text(release), "reported_state", text("destroyed")))
            : computers("post.v0.software_installation",
                Map.of("software_release_uri", text(release), "state", text(state))));
  }

  private static Call call(String method, Map<String, Value> members) {
    var document = Value.Dict.builder();
    members.forEach(document::put);
    return Call.json("/slapos." + method, JsonText.writeLine(document.build()));
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
