package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/** Releases come to computers and leave them; the computer need not be known yet. */
final class SupplyDecision {
  private SupplyDecision() {}

  static Decision supply(Command.Supply supply, Register register) {
    var installation = supply.installation();
    var known = register.installation(installation.computer(), installation.url());
    return next(known, InstallationLife.Event.supplied(installation.state()), Optional.of(installation));
  }

  static Decision removed(Command.ReportReleaseDestroyed report, Register register) {
    var known = register.installation(report.computer(), report.url());
    return next(known, InstallationLife.Event.REMOVAL_REPORTED, Optional.empty());
  }

  private static Decision next(
      Optional<Installation> known, InstallationLife.Event event, Optional<Installation> wanted) {
    var transition = InstallationLife.next(InstallationLife.State.of(known), event);
    return Decision.done(
        switch (transition.consequence()) {
          case NOTHING -> List.<Effect>of();
          case STORE -> wanted.map(after -> new Effect.PutInstallation(known, after)).stream().toList();
          case REMOVE -> known.map(Effect.RemoveInstallation::new).stream().toList();
        });
  }
}
