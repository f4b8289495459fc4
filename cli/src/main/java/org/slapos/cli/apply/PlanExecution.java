package org.slapos.cli.apply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.cli.plan.ServiceChange;
import org.slapos.cli.plan.ServiceFacts;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.RequestedState;
import org.slapos.slap.Slap;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the Master what a plan says, one thing after the other; the first refusal ends it, and a second run goes on. */
final class PlanExecution {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final Slap slap;
  private final Map<String, InstanceRequest> requests;
  private final MasterFacts facts;

  PlanExecution(Slap slap, Map<String, InstanceRequest> requests, MasterFacts facts) {
    this.slap = slap;
    this.requests = Map.copyOf(requests);
    this.facts = facts;
  }

  void run(ApplyPlan plan) {
    releases(plan.supplies());
    plan.services().forEach(this::service);
    releases(plan.removals());
  }

  private void releases(List<ReleaseChange> changes) {
    changes.stream().filter(ReleaseChange::changes).forEach(change -> {
      LOGGER.info("Software {} on {}: {}", change.url(), change.computer(), change.state().wireName());
      slap.registerSupply().supply(change.url(), change.computer(), change.state());
    });
  }

  private void service(ServiceChange change) {
    switch (change) {
      case ServiceChange.Unchanged _ -> LOGGER.debug("Service {} is as wanted", change.reference());
      case ServiceChange.Create _, ServiceChange.Update _ -> {
        LOGGER.info("Requesting {}", change.reference());
        ask(Optional.ofNullable(requests.get(change.reference())).orElseThrow());
      }
      case ServiceChange.Destroy(var reference) -> {
        LOGGER.info("Destroying {}", reference);
        ask(Optional.ofNullable(requests.get(reference)).orElseGet(() -> destruction(reference)));
      }
    }
  }

  /** A service that the file does not name goes as the Master has it. */
  private InstanceRequest destruction(String reference) {
    ServiceFacts present = Optional.ofNullable(facts.services().get(reference)).orElseThrow();
    return new InstanceRequest(
        present.softwareRelease(),
        present.softwareType(),
        reference,
        Value.Dict.ofTexts(present.parameters()),
        Value.Dict.EMPTY,
        Optional.of(RequestedState.DESTROYED.wireName()),
        present.shared());
  }

  private void ask(InstanceRequest request) {
    var _ = slap.registerOpenOrder().request(request);
  }
}
