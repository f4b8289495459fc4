package org.slapos.cli.apply;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slapos.cli.client.ServiceLookup;
import org.slapos.cli.plan.ServiceFacts;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;

/** Asks the Master for what a file speaks of. */
final class FactsLookup {
  private final Slap slap;

  FactsLookup(Slap slap) {
    this.slap = slap;
  }

  /**
   * Asks.
   *
   * @param services references that the file names
   * @param all whether the user's other services count too
   */
  MasterFacts of(Set<String> services, List<WantedRelease> releases, boolean all) {
    var references = new LinkedHashSet<>(services);
    if (all) {
      references.addAll(slap.openOrders().keySet());
    }
    var facts = new LinkedHashMap<String, ServiceFacts>();
    for (String reference : references) {
      ServiceLookup.find(slap, reference)
          .ifPresent(information -> facts.put(reference, ServiceFacts.of(information)));
    }
    var supplied = new LinkedHashMap<String, Map<String, SoftwareRelease.State>>();
    releases.stream().map(WantedRelease::computer).distinct().forEach(
        computer -> supplied.put(computer, supplied(computer)));
    return new MasterFacts(facts, supplied);
  }

  private Map<String, SoftwareRelease.State> supplied(String computer) {
    var states = new LinkedHashMap<String, SoftwareRelease.State>();
    try {
      slap.registerComputer(computer).softwareReleases()
          .forEach(release -> states.put(release.url(), release.state()));
    } catch (NotFoundException unknownComputer) {
      // Then nothing is supplied to it; the supply itself says what a Master thinks of the computer.
    }
    return states;
  }
}
