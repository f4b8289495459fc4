package org.slapos.cli.plan;

import java.util.List;
import java.util.TreeMap;

/** Changes as people read them, in the signs of a diff. */
public final class PlanText {
  private PlanText() {}

  /** The changes of one service, each line ended. */
  public static String of(ServiceChange change) {
    return switch (change) {
      case ServiceChange.Create(var reference, var wanted) -> created(reference, wanted);
      case ServiceChange.Update(var reference, var differences) -> updated(reference, differences);
      case ServiceChange.Destroy(var reference) -> "- service " + reference + "\n";
      case ServiceChange.Unchanged(var reference) -> "  service " + reference + " (unchanged)\n";
    };
  }

  private static String created(String reference, ServiceFacts wanted) {
    var text = new StringBuilder("+ service " + reference + "\n");
    text.append("    software: ").append(wanted.softwareRelease()).append("\n    type: ").append(wanted.softwareType());
    wanted.state().ifPresent(state -> text.append("\n    state: ").append(state));
    if (wanted.shared()) {
      text.append("\n    shared: true");
    }
    new TreeMap<>(wanted.parameters()).forEach(
        (name, value) -> text.append("\n    parameters.").append(name).append(": ").append(value));
    return text.append("\n").toString();
  }

  private static String updated(String reference, List<Difference> differences) {
    var text = new StringBuilder("~ service " + reference + "\n");
    for (var difference : differences) {
      text.append("    ").append(difference.what()).append(": ").append(shown(difference.before()))
          .append(" -> ").append(shown(difference.after())).append("\n");
    }
    return text.toString();
  }

  private static String shown(String value) {
    return value.isEmpty() ? "(none)" : value;
  }
}
