package org.slapos.cli.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Holds a wish against what there is. */
public final class Comparison {
  private static final String SERIALISED = "_";
  private static final String PARAMETERS = "parameters.";

  private Comparison() {}

  /**
   * What a request would do.
   *
   * @param present empty if the Master has none, or one on its way out
   */
  public static ServiceChange of(String reference, ServiceFacts wanted, Optional<ServiceFacts> present) {
    var living = present.filter(facts -> !facts.isGoing());
    if (wanted.isGoing()) {
      return living.isPresent() ? new ServiceChange.Destroy(reference) : new ServiceChange.Unchanged(reference);
    }
    if (living.isEmpty()) {
      return new ServiceChange.Create(reference, wanted);
    }
    List<Difference> differences = differences(wanted, living.get());
    return differences.isEmpty()
        ? new ServiceChange.Unchanged(reference)
        : new ServiceChange.Update(reference, differences);
  }

  private static List<Difference> differences(ServiceFacts wanted, ServiceFacts present) {
    var differences = new ArrayList<Difference>();
    compare("software", present.softwareRelease(), wanted.softwareRelease(), differences);
    compare("type", present.softwareType(), wanted.softwareType(), differences);
    // A shared instance has no state of its own on every Master.
    if (!wanted.shared()) {
      wanted.state().ifPresent(state -> compare("state", present.state().orElse(""), state, differences));
    }
    compare("shared", Boolean.toString(present.shared()), Boolean.toString(wanted.shared()), differences);
    parameters(wanted.parameters(), present.parameters(), differences);
    return differences;
  }

  private static void parameters(Map<String, String> wanted, Map<String, String> present, List<Difference> differences) {
    var wantedDocument = document(wanted);
    var presentDocument = document(present);
    if (wantedDocument.isPresent() && presentDocument.isPresent()) {
      members(wantedDocument.get(), presentDocument.get(), differences);
      return;
    }
    var names = new TreeSet<>(wanted.keySet());
    names.addAll(present.keySet());
    for (String name : names) {
      compare(PARAMETERS + name, present.getOrDefault(name, ""), wanted.getOrDefault(name, ""), differences);
    }
  }

  private static void members(Value.Dict wanted, Value.Dict present, List<Difference> differences) {
    var names = new ArrayList<>(wanted.entries().keySet());
    present.entries().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    for (Value name : names) {
      if (name instanceof Value.Text(String text)) {
        compare(PARAMETERS + text, shown(present.get(text)), shown(wanted.get(text)), differences);
      }
    }
  }

  private static String shown(Optional<Value> value) {
    return value.map(known -> JsonText.writeIndented(known, 0).replace("\n", "")).orElse("");
  }

  /** The document of JSON parameters. */
  private static Optional<Value.Dict> document(Map<String, String> parameters) {
    String text = parameters.get(SERIALISED);
    if (text == null || parameters.size() != 1) {
      return Optional.empty();
    }
    try {
      return JsonText.read(text) instanceof Value.Dict dict ? Optional.of(dict) : Optional.empty();
    } catch (MalformedDocumentException plainText) {
      return Optional.empty();
    }
  }

  private static void compare(String what, String before, String after, List<Difference> differences) {
    if (!before.equals(after)) {
      differences.add(new Difference(what, before, after));
    }
  }
}
