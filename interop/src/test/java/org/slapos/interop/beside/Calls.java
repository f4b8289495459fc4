package org.slapos.interop.beside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Calls of both APIs that clients and nodes may make, on few names, so that they meet. */
final class Calls {
  static final List<String> COMPUTERS = List.of("COMP-0", "COMP-1");
  static final List<String> RELEASES = List.of("http://sr.example/a.cfg", "/srv/b.cfg");
  static final int PARTITIONS = 4;

  private static final List<String> TITLES = List.of("RUN-a", "RUN-b", "RUN-c");

  private Calls() {}

  static Arbitrary<List<Call>> sequences() {
    return any().list().ofMinSize(1).ofMaxSize(14);
  }

  private static Arbitrary<Call> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, requests()),
        Tuple.of(3, shared()),
        Tuple.of(2, places("/destroyedComputerPartition", Map.of())),
        Tuple.of(2, publish()),
        Tuple.of(1, rename()),
        Tuple.of(1, places("/softwareInstanceBang", Map.of("message", "again"))),
        Tuple.of(1, supply()),
        Tuple.of(1, formats()),
        Tuple.of(1, nodes()),
        Tuple.of(1, reads()),
        Tuple.of(7, JsonCalls.any()));
  }

  static Arbitrary<String> computers() {
    return Arbitraries.of(COMPUTERS);
  }

  static Arbitrary<String> partitions() {
    return Arbitraries.integers().between(0, PARTITIONS).map(Calls::partition);
  }

  private static String partition(int number) {
    return "slappart" + number;
  }

  /** The header by which a partition names itself. */
  static String identity(String computer, String partition) {
    return "X-SlapPartition computer_id=%s, computer_partition_id=%s".formatted(computer, partition);
  }

  /** Who asks: a user, a partition by the form, or a partition by the header. */
  private static Arbitrary<Call> asked(Arbitrary<Map<String, String>> forms) {
    var who = Arbitraries.frequency(Tuple.of(3, "user"), Tuple.of(3, "form"), Tuple.of(1, "header"));
    return Combinators.combine(forms, who, computers(), partitions()).as((form, kind, computer, partition) -> {
      var complete = new TreeMap<>(form);
      complete.put("computer_id", kind.equals("form") ? computer : "");
      complete.put("computer_partition_id", kind.equals("form") ? partition : "");
      var call = Call.post("/requestComputerPartition", complete);
      return kind.equals("header")
          ? call.with("Authorization", identity(computer, partition))
          : call;
    });
  }

  private static Arbitrary<Call> requests() {
    var states = Arbitraries.of("", "", "started", "stopped", "destroyed");
    return asked(Combinators.combine(
            Arbitraries.of(TITLES), Arbitraries.of(RELEASES), types(), parameters(), states, filters())
        .as((title, release, type, parameters, state, filter) ->
            form(title, release, type, parameters, state, filter, false)));
  }

  private static Arbitrary<Call> shared() {
    var states = Arbitraries.of("", "", "started", "stopped", "destroyed");
    return asked(Combinators.combine(
            Arbitraries.of("RUN-s", "RUN-t"), Arbitraries.of(RELEASES), types(), parameters(), states, filters())
        .as((title, release, type, parameters, state, filter) ->
            form(title, release, type, parameters, state, filter, true)));
  }

  private static Arbitrary<String> types() {
    return Arbitraries.frequency(Tuple.of(4, "default"), Tuple.of(4, "other"), Tuple.of(1, ""));
  }

  private static Map<String, String> form(
      String title, String release, String type, Value.Dict parameters, String state, Value.Dict filter, boolean shared) {
    var form = new TreeMap<String, String>();
    form.put("software_release", release);
    form.put("software_type", type);
    form.put("partition_reference", title);
    form.put("partition_parameter_xml", Marshal.write(parameters));
    form.put("filter_xml", Marshal.write(filter));
    form.put("state", Marshal.write(state.isEmpty() ? Value.None.NONE : new Value.Text(state)));
    form.put("shared_xml", Marshal.write(new Value.Bool(shared)));
    return form;
  }

  private static Arbitrary<Value.Dict> parameters() {
    return Arbitraries.of(
        Value.Dict.EMPTY,
        Value.Dict.ofTexts(Map.of("colour", "blue")),
        Value.Dict.builder().put("number", Value.ofInt(7)).put("empty", "").put("none", Value.None.NONE).build(),
        Value.Dict.ofTexts(Map.of("_", "{\"é\": [1, null]}", "markup", "<&>\"")));
  }

  private static Arbitrary<Value.Dict> filters() {
    return Arbitraries.of(
        Value.Dict.EMPTY,
        Value.Dict.ofTexts(Map.of("computer_guid", "COMP-1")),
        Value.Dict.ofTexts(Map.of("computer_guid", "COMP-0", "network_guid", "x")),
        Value.Dict.ofTexts(Map.of("computer_guid", "COMP-0", "instance_guid", "COMP-0-slappart1")));
  }

  private static Arbitrary<Call> places(String path, Map<String, String> more) {
    return Combinators.combine(computers(), partitions()).as((computer, partition) -> {
      var form = new TreeMap<>(more);
      form.put("computer_id", computer);
      form.put("computer_partition_id", partition);
      return Call.post(path, form);
    });
  }

  private static Arbitrary<Call> publish() {
    var references = Arbitraries.of("", "", "None", "_RUN-s", "RUN-a_RUN-s", "RUN-b_RUN-t");
    return Combinators.combine(places("/setComputerPartitionConnectionXml", Map.of()), parameters(), references)
        .as((call, parameters, reference) -> {
          var form = new TreeMap<>(call.fields());
          form.put("connection_xml", Marshal.write(parameters));
          if (!reference.isEmpty()) {
            form.put("slave_reference", reference);
          }
          return Call.post(call.path(), form);
        });
  }

  private static Arbitrary<Call> rename() {
    return Arbitraries.of("RUN-a", "RUN-d", "RUN-e")
        .flatMap(title -> places("/softwareInstanceRename", Map.of("new_name", title)));
  }

  private static Arbitrary<Call> supply() {
    return Combinators.combine(computers(), Arbitraries.of(RELEASES), Arbitraries.of("available", "destroyed", "removed"))
        .as((computer, release, state) -> state.equals("removed")
            ? Call.post("/destroyedSoftwareRelease", Map.of("computer_id", computer, "url", release))
            : Call.post("/supplySupply", Map.of("computer_id", computer, "url", release, "state", state)));
  }

  private static Arbitrary<Call> nodes() {
    return Arbitraries.of(
            "/startedComputerPartition", "/stoppedComputerPartition", "/softwareInstanceError", "/computerBang",
            "/buildingSoftwareRelease", "/availableSoftwareRelease", "/softwareReleaseError")
        .flatMap(path -> places(path, Map.of("error_log", "no", "url", RELEASES.getFirst())));
  }

  private static Arbitrary<Call> reads() {
    return Combinators.combine(computers(), partitions()).as((computer, partition) ->
        Call.get("/registerComputerPartition", Map.of("computer_reference", computer, "computer_partition_reference", partition)));
  }

  private static Arbitrary<Call> formats() {
    return Combinators.combine(computers(), Arbitraries.integers().between(1, PARTITIONS)).as(Calls::format);
  }

  /** A computer describes itself with so many partitions. */
  static Call format(String computer, int count) {
    var partitions = new ArrayList<Value>();
    for (int i = 0; i < count; i++) {
      partitions.add(Value.Dict.builder()
          .put("reference", partition(i))
          .put("tap", Value.Dict.builder().put("name", "tap" + i).build())
          .put("address_list", new Value.ListValue(List.of(
              Value.Dict.builder().put("addr", "10." + COMPUTERS.indexOf(computer) + ".0." + i).put("netmask", "255.0.0.0").build())))
          .build());
    }
    return Call.post("/loadComputerConfigurationFromXML", Map.of("xml", Marshal.write(Value.Dict.builder()
        .put("reference", computer)
        .put("address", "127.0.0.1")
        .put("netmask", "255.0.0.0")
        .put("partition_list", new Value.ListValue(partitions))
        .build())));
  }
}
