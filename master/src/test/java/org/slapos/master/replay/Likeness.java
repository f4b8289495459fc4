package org.slapos.master.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.slapos.master.RawHttp;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Says where an answer differs from the recorded one; what varies between two runs of the reference is masked. */
final class Likeness {
  private static final Pattern JSON_TIMESTAMP =
      Pattern.compile("(\"timestamp\":|\"processing_timestamp\": )[1-9][0-9.]*");

  /** What this Master's HATEOAS documents have more: the link by which tokens are found, and news of instances. */
  private static final Pattern JSON_ADDITIONS =
      Pattern.compile("\"self\":\\{\"href\":\"[^\"]*\"\\},|\"my_news\":\\{\"default\":.*?\"type\":\"StringField\"\\},");

  private static final List<String> ADDED_PARAMETERS =
      List.of("slap_computer_id", "slap_computer_partition_id", "slap_software_release_url");

  private Likeness() {}

  /**
   * What newer answers have more than those of 1.6.10: a third constructor argument of partitions, which every client
   * reads, and three keys among the parameters.
   */
  static RawHttp.Answer withoutAdditionsSince1610(RawHttp.Answer answer) {
    return answer.body().startsWith("<marshal>")
        ? new RawHttp.Answer(answer.status(), answer.headers(), Marshal.write(older(Marshal.read(answer.body()))))
        : answer;
  }

  static Optional<String> difference(Exchange expected, RawHttp.Answer actual) {
    var differences = new ArrayList<String>();
    if (expected.status() != actual.status()) {
      differences.add("status " + actual.status() + " instead of " + expected.status() + " " + actual.body());
    } else {
      header(expected, actual, "Content-Type").ifPresent(differences::add);
      header(expected, actual, "Location").ifPresent(differences::add);
      header(expected, actual, "Allow").ifPresent(differences::add);
      if (expected.status() < 300 && !body(expected, expected.answer()).equals(body(expected, actual.body()))) {
        differences.add("body\n   " + actual.body() + "\n instead of\n   " + expected.answer());
      }
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  private static Optional<String> header(Exchange expected, RawHttp.Answer actual, String name) {
    var wanted = expected.answerHeaders().get(name);
    var found = actual.headers().get(name.toLowerCase(Locale.ROOT));
    if (wanted == null || found != null && words(wanted).equals(words(found))) {
      return Optional.empty();
    }
    return Optional.of(name + " " + found + " instead of " + wanted);
  }

  private static TreeSet<String> words(String value) {
    return new TreeSet<>(List.of(value.split(", ")));
  }

  private static Object body(Exchange exchange, String body) {
    if (exchange.target().equals("/getRunId")) {
      return body.replaceAll("[A-Za-z0-9]", "x");
    }
    if (body.startsWith("<marshal>")) {
      return masked(Marshal.read(body));
    }
    return JSON_ADDITIONS.matcher(JSON_TIMESTAMP.matcher(body).replaceAll("$1 masked")).replaceAll("");
  }

  /** What only full Masters tell of their partitions, old ones of their releases, and this one. */
  private static Value.Dict withoutAccessStatus(Value.Dict attributes) {
    var copy = new LinkedHashMap<>(attributes.entries());
    copy.remove(new Value.Text("_access_status"));
    copy.remove(new Value.Text("_known_state"));
    return new Value.Dict(copy);
  }

  private static Value masked(Value value) {
    return switch (value) {
      case Value.Dict(var entries) -> {
        var copy = new LinkedHashMap<Value, Value>();
        entries.forEach(
            (key, item) ->
                copy.put(key, key.equals(new Value.Text("timestamp")) ? new Value.Text("masked") : masked(item)));
        yield new Value.Dict(copy);
      }
      case Value.ListValue(var items) -> new Value.ListValue(items.stream().map(Likeness::masked).toList());
      case Value.Tuple(var items) -> new Value.Tuple(items.stream().map(Likeness::masked).toList());
      case Value.Instance(var type, var arguments, var attributes) ->
          new Value.Instance(
              type,
              arguments.stream().map(Likeness::masked).toList(),
              attributes.map(dict -> (Value.Dict) masked(withoutAccessStatus(dict))));
      default -> value;
    };
  }

  private static Value older(Value value) {
    return switch (value) {
      case Value.Dict(var entries) -> {
        var copy = new LinkedHashMap<Value, Value>();
        entries.forEach((key, item) -> copy.put(key, older(item)));
        if (copy.containsKey(new Value.Text("instance_title"))) {
          ADDED_PARAMETERS.forEach(key -> copy.remove(new Value.Text(key)));
        }
        yield new Value.Dict(copy);
      }
      case Value.ListValue(var items) -> new Value.ListValue(items.stream().map(Likeness::older).toList());
      case Value.Instance(var type, var arguments, var attributes) ->
          new Value.Instance(
              type,
              type == Value.SlapClass.COMPUTER_PARTITION ? arguments.subList(0, 2) : arguments,
              attributes.map(dict -> (Value.Dict) older(dict)));
      default -> value;
    };
  }
}
