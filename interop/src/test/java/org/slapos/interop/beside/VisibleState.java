package org.slapos.interop.beside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/**
 * What a Master tells the nodes of all computers.
 *
 * @param documents of the computers, without timestamps and reported states
 * @param timestamps by computer and partition
 * @param hosts by the reference of each shared instance, the partitions that list it
 */
record VisibleState(Map<String, Value> documents, Map<String, String> timestamps, Map<String, Set<String>> hosts) {

  static VisibleState of(String master) {
    var documents = new TreeMap<String, Value>();
    var timestamps = new TreeMap<String, String>();
    var hosts = new TreeMap<String, Set<String>>();
    for (var computer : Calls.COMPUTERS) {
      var answer = Call.get("/getFullComputerInformation", Map.of("computer_id", computer)).send(master);
      if (answer.statusCode() != 200) {
        throw new AssertionError(master + " " + computer + ": " + answer.statusCode() + " " + answer.body());
      }
      var document = Marshal.read(answer.body().strip());
      collect(document, timestamps, hosts);
      documents.put(computer, comparable(document));
    }
    return new VisibleState(documents, timestamps, hosts);
  }

  /** The partitions that a node would process again. */
  Set<String> changedSince(VisibleState before) {
    var changed = new TreeSet<String>();
    timestamps.forEach((place, time) -> {
      if (!time.equals(before.timestamps.get(place))) {
        changed.add(place);
      }
    });
    return changed;
  }

  /** The same without these shared instances in the lists of their hosts. */
  VisibleState without(Set<String> shared) {
    var kept = new TreeMap<String, Value>();
    documents.forEach((computer, document) -> kept.put(computer, without(document, shared)));
    return new VisibleState(kept, timestamps, hosts);
  }

  /** Titles that instances of several trees, or a root and a member of its tree, share. */
  Set<String> sharedTitles() {
    var seen = new TreeSet<String>();
    var twice = new TreeSet<String>();
    documents.values().forEach(document -> titles(document).filter(title -> !seen.add(title)).forEach(twice::add));
    return twice;
  }

  /** Of all instances. */
  Set<String> titles() {
    return documents.values().stream().flatMap(VisibleState::titles).collect(Collectors.toSet());
  }

  private static Stream<String> titles(Value value) {
    return switch (value) {
      case Value.ListValue(var items) -> items.stream().flatMap(VisibleState::titles);
      case Value.Instance(var _, var _, var attributes) -> attributes.stream().flatMap(VisibleState::titles);
      case Value.Dict dict -> Stream.concat(
          dict.text("instance_title").stream(), dict.entries().values().stream().flatMap(VisibleState::titles));
      default -> Stream.empty();
    };
  }

  private static Value without(Value value, Set<String> shared) {
    return switch (value) {
      case Value.ListValue(var items) -> new Value.ListValue(items.stream()
          .filter(item -> !(item instanceof Value.Dict entry && entry.text("slave_reference").filter(shared::contains).isPresent()))
          .map(item -> without(item, shared)).toList());
      case Value.Instance(var type, var arguments, var attributes) ->
          new Value.Instance(type, arguments, attributes.map(all -> (Value.Dict) without(all, shared)));
      case Value.Dict(var entries) -> {
        var all = new LinkedHashMap<Value, Value>();
        entries.forEach((key, item) -> all.put(key, without(item, shared)));
        yield new Value.Dict(all);
      }
      default -> value;
    };
  }

  private static void collect(Value value, Map<String, String> timestamps, Map<String, Set<String>> hosts) {
    switch (value) {
      case Value.ListValue(var items) -> items.forEach(item -> collect(item, timestamps, hosts));
      case Value.Dict(var entries) -> entries.values().forEach(item -> collect(item, timestamps, hosts));
      case Value.Instance(var type, var _, var attributes) -> {
        var all = attributes.orElse(Value.Dict.EMPTY);
        if (type == Value.SlapClass.COMPUTER_PARTITION && all.get("_parameter_dict").orElse(Value.None.NONE) instanceof Value.Dict parameters) {
          var place = all.text("_computer_id").orElse("") + "/" + all.text("_partition_id").orElse("");
          parameters.text("timestamp").ifPresent(time -> timestamps.put(place, time));
          shared(parameters).forEach(reference -> hosts.computeIfAbsent(reference, _ -> new TreeSet<>()).add(place));
        }
        collect(all, timestamps, hosts);
      }
      default -> { }
    }
  }

  private static List<String> shared(Value.Dict parameters) {
    return parameters.get("slave_instance_list").orElse(Value.None.NONE) instanceof Value.ListValue(var items)
        ? items.stream().flatMap(item -> item instanceof Value.Dict entry ? entry.text("slave_reference").stream() : Stream.<String>empty()).toList()
        : List.of();
  }

  /** Without times, and without what only our Master tells of reports. */
  static Value comparable(Value value) {
    return switch (value) {
      case Value.ListValue(var items) -> new Value.ListValue(items.stream().map(VisibleState::comparable).toList());
      case Value.Instance(var type, var arguments, var attributes) ->
          new Value.Instance(type, arguments, attributes.map(all -> (Value.Dict) comparable(all)));
      case Value.Dict(var entries) -> {
        var kept = new LinkedHashMap<Value, Value>();
        entries.forEach((key, item) -> kept.put(key, comparable(item)));
        kept.remove(new Value.Text("timestamp"));
        kept.remove(new Value.Text("_access_status"));
        kept.remove(new Value.Text("_known_state"));
        yield new Value.Dict(kept);
      }
      default -> value;
    };
  }

  /**
   * An answer that is a document of either API, else its text. Requests are answered with the addresses of one partition; there with
   * those of all of its name, on any computer.
   */
  static Object answer(String body) {
    if (body.startsWith("{")) {
      return withoutMoments(JsonText.read(body));
    }
    return Optional.of(body.strip()).filter(text -> text.startsWith("<marshal") || text.startsWith("<?xml"))
        .<Object>map(text -> withoutAddresses(comparable(Marshal.read(text)))).orElse(body);
  }

  private static Value withoutMoments(Value value) {
    return switch (value) {
      case Value.ListValue(var items) -> new Value.ListValue(items.stream().map(VisibleState::withoutMoments).toList());
      case Value.Dict(var entries) -> {
        var kept = new LinkedHashMap<Value, Value>();
        entries.forEach((key, item) -> kept.put(key, withoutMoments(item)));
        for (var varying : List.of("processing_timestamp", "access_status_message", "ip_list")) {
          kept.remove(new Value.Text(varying));
        }
        yield new Value.Dict(kept);
      }
      default -> value;
    };
  }

  private static Value withoutAddresses(Value value) {
    if (value instanceof Value.Instance(var type, var arguments, var attributes) && type == Value.SlapClass.SOFTWARE_INSTANCE) {
      return new Value.Instance(type, arguments, attributes.map(all -> {
        var kept = new LinkedHashMap<>(all.entries());
        kept.remove(new Value.Text("ip_list"));
        return new Value.Dict(kept);
      }));
    }
    return value;
  }
}
