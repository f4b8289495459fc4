package org.slapos.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was started with.
 *
 * @param color whether standard error is a terminal that shows colours
 * @param privileged whether the caller is root
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    Path folder,
    boolean color,
    boolean privileged) {
  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** A variable that is set, perhaps to nothing. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /** The path that a user wrote: {@code ~} is the home folder, relative paths start at the current folder. */
  public Path path(String written) {
    if (written.equals("~")) {
      return home;
    }
    return written.startsWith("~/") ? home.resolve(written.substring(2)) : folder.resolve(written);
  }
}
