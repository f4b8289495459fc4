package org.slapos.grid.supervisor;

import java.nio.file.Path;
import java.util.Optional;

/** The line that starts the watchdog, written as the reference writes it, with its uneven blanks. */
public final class WatchdogCommand {
  private WatchdogCommand() {}

  public static String line(
      String program, String masterUrl, Optional<Path> certificateRepository, String computerId, Path instanceRoot) {
    String repository = certificateRepository.map(path -> "--certificate-repository-path '" + path + "' ").orElse("");
    return "%s --master-url '%s'  %s--computer-id '%s' --instance-root '%s'"
        .formatted(program, masterUrl, repository, computerId, instanceRoot);
  }
}
