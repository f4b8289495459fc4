package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Releases follow the folder that holds them; their instances are not processed again for it. */
final class ReleaseRootDecision {
  private ReleaseRootDecision() {}

  static Decision decide(Command.MoveReleases command, Register register) {
    var former = register.releaseRoot();
    var now = command.root();
    if (now.equals(former)) {
      return Decision.NOTHING;
    }
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.SetReleaseRoot(former, now));
    if (now.movesFrom(former)) {
      for (var installation : register.installations()) {
        now.moved(installation.url(), former, command.exists())
            .ifPresent(url -> effects.add(installation(installation, url, register)));
      }
      for (var instance : register.instances()) {
        now.moved(instance.softwareRelease(), former, command.exists())
            .ifPresent(url -> effects.add(new Effect.PutInstance(Optional.of(instance), instance.withRelease(url))));
      }
    }
    return Decision.done(List.copyOf(effects));
  }

  /** What is supplied from the new place already stays as it is. */
  private static Effect installation(Installation before, String url, Register register) {
    return register.installation(before.computer(), url).isPresent()
        ? new Effect.RemoveInstallation(before)
        : new Effect.MoveInstallation(before, url);
  }
}
