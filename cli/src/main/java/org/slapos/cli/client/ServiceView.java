package org.slapos.cli.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.cli.output.Listing;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** One instance tree as it is shown. */
final class ServiceView {
  private final InstanceInformation information;
  private final ReleaseTypes types;

  ServiceView(InstanceInformation information, ReleaseTypes types) {
    this.information = information;
    this.types = types;
  }

  /** The same for people: a line per value, parameters one by one. */
  Listing listing(Value.Dict document) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("title", information.title()));
    document.entries().forEach((name, value) -> row(text(name), value, rows));
    return new Listing(List.of("name", "value"), rows, document, List.of(information.title()));
  }

  private static void row(String name, Value value, List<List<String>> rows) {
    if (value instanceof Value.Dict(var members) && !members.isEmpty()) {
      members.forEach((member, inner) -> row(name + "." + text(member), inner, rows));
    } else {
      rows.add(List.of(name, text(value)));
    }
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.None _ -> "";
      default -> JsonText.writeIndented(value, 0).replace("\n", "");
    };
  }

  /** The document that programs read; its members and their order are the reference's. */
  Value.Dict document(boolean withNews) {
    var view = Value.Dict.builder()
        .put("software-url", information.softwareReleaseUrl())
        .put("software-type", orNone(information.softwareType()))
        .put("shared", new Value.Bool(information.shared()))
        .put("requested-state", orNone(information.requestedState()))
        .put("instance-parameters", ParameterView.instance(information.instanceParameters()))
        .put("connection-parameters", ParameterView.connection(
            known(information.connectionParameters()),
            () -> types.ofConnection(information.softwareReleaseUrl(), information.softwareType().orElse("default"))))
        .put("status", status(information.news()));
    information.news().filter(_ -> withNews).ifPresent(
        news -> view.put("news", new Value.ListValue(List.copyOf(news))));
    return view.build();
  }

  /** The traffic light of the reference: what the newest reports say. */
  private static String status(Optional<List<Value.Dict>> news) {
    if (news.isEmpty()) {
      return "unsupported";
    }
    boolean access = news.get().stream().anyMatch(entry -> begins(entry, "#access"));
    boolean error = news.get().stream().anyMatch(entry -> begins(entry, "#error"));
    return access && error ? "orange" : access ? "green" : error ? "red" : "none";
  }

  private static boolean begins(Value.Dict entry, String word) {
    return entry.text("text").filter(text -> text.startsWith(word)).isPresent();
  }

  private static Map<String, String> known(Map<String, Optional<String>> parameters) {
    var known = new LinkedHashMap<String, String>();
    parameters.forEach((key, value) -> known.put(key, value.orElse("")));
    return known;
  }

  private static Value orNone(Optional<String> text) {
    return text.<Value>map(Value.Text::new).orElse(Value.None.NONE);
  }
}
