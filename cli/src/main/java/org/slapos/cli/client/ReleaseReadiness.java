package org.slapos.cli.client;

import java.util.Optional;
import org.slapos.cli.wait.Answer;
import org.slapos.cli.wait.Condition;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;

/** Whether a supplied release is installed, or a removed one is gone, by what the Master tells of its computer. */
final class ReleaseReadiness implements Condition {
  private final Slap slap;
  private final String url;
  private final String computer;
  private final SoftwareRelease.State wanted;

  ReleaseReadiness(Slap slap, String url, String computer, SoftwareRelease.State wanted) {
    this.slap = slap;
    this.url = url;
    this.computer = computer;
    this.wanted = wanted;
  }

  @Override
  public Answer check() {
    Optional<SoftwareRelease> release = slap.registerComputer(computer).softwareReleases().stream()
        .filter(candidate -> candidate.url().equals(url))
        .findFirst();
    return switch (wanted) {
      case AVAILABLE -> installed(release.flatMap(SoftwareRelease::knownState));
      case DESTROYED -> release.isEmpty() ? Answer.Done.DONE : new Answer.NotYet("%s to remove %s".formatted(computer, url));
    };
  }

  private Answer installed(Optional<String> known) {
    return switch (known.orElse("")) {
      case "available" -> Answer.Done.DONE;
      case "building" -> new Answer.NotYet("%s to build %s".formatted(computer, url));
      case "error" -> new Answer.NotYet("%s, where the last build of %s failed".formatted(computer, url));
      default -> new Answer.NotYet("%s to begin with %s".formatted(computer, url));
    };
  }
}
