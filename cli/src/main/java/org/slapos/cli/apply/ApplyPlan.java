package org.slapos.cli.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.slapos.cli.plan.Comparison;
import org.slapos.cli.plan.PlanText;
import org.slapos.cli.plan.ServiceChange;
import org.slapos.cli.plan.ServiceFacts;
import org.slapos.slap.SoftwareRelease;

/** All that would change, in the order in which it is done: software comes first and goes last. */
record ApplyPlan(List<ReleaseChange> supplies, List<ServiceChange> services, List<ReleaseChange> removals) {
  ApplyPlan {
    supplies = List.copyOf(supplies);
    services = List.copyOf(services);
    removals = List.copyOf(removals);
  }

  /**
   * Holds wishes against facts.
   *
   * @param services the wanted ones by reference, in the order of the file
   * @param prune whether what the file does not name goes: services of the user, and releases of the computers that the
   *     file names
   */
  static ApplyPlan of(
      List<WantedRelease> releases, SequencedMap<String, ServiceFacts> services, MasterFacts facts, boolean prune) {
    var supplies = new ArrayList<ReleaseChange>();
    var removals = new ArrayList<ReleaseChange>();
    for (var release : releases) {
      var present = Optional.ofNullable(facts.releases().getOrDefault(release.computer(), Map.of()).get(release.url()));
      boolean gone = present.isEmpty() && release.state() == SoftwareRelease.State.DESTROYED;
      boolean changes = !gone && !present.equals(Optional.of(release.state()));
      (release.state() == SoftwareRelease.State.AVAILABLE ? supplies : removals)
          .add(new ReleaseChange(release.url(), release.computer(), release.state(), changes));
    }
    var changes = new ArrayList<ServiceChange>();
    services.forEach((reference, wanted) ->
        changes.add(Comparison.of(reference, wanted, Optional.ofNullable(facts.services().get(reference)))));
    if (prune) {
      new TreeMap<>(facts.services()).forEach((reference, present) -> {
        if (!services.containsKey(reference) && !present.isGoing()) {
          changes.add(new ServiceChange.Destroy(reference));
        }
      });
      removals.addAll(unnamed(releases, facts));
    }
    return new ApplyPlan(supplies, changes, removals);
  }

  private static List<ReleaseChange> unnamed(List<WantedRelease> releases, MasterFacts facts) {
    var unnamed = new ArrayList<ReleaseChange>();
    new TreeMap<>(facts.releases()).forEach((computer, present) -> new TreeMap<>(present).forEach((url, state) -> {
      boolean named = releases.stream().anyMatch(r -> r.computer().equals(computer) && r.url().equals(url));
      if (!named && state == SoftwareRelease.State.AVAILABLE) {
        unnamed.add(new ReleaseChange(url, computer, SoftwareRelease.State.DESTROYED, true));
      }
    }));
    return unnamed;
  }

  /** How many things would be done. */
  long size() {
    return supplies.stream().filter(ReleaseChange::changes).count()
        + services.stream().filter(change -> !(change instanceof ServiceChange.Unchanged)).count()
        + removals.stream().filter(ReleaseChange::changes).count();
  }

  /** The whole as people read it. */
  String text() {
    var text = new StringBuilder();
    supplies.forEach(change -> text.append(change.text()));
    services.forEach(change -> text.append(PlanText.of(change)));
    removals.forEach(change -> text.append(change.text()));
    return text.toString();
  }
}
