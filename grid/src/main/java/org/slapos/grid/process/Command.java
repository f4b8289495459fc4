package org.slapos.grid.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A program to run to its end.
 *
 * @param argv program and arguments, never seen by a shell
 * @param directory the folder it runs in
 * @param environment the whole environment
 * @param identity as whom
 * @param umask file creation mask, such as {@code 027}
 * @param timeout after which the program and all it started are killed
 * @param captured how much of the end of the output is kept, in characters; {@link #TERMINAL} hands the agent's own
 *     terminal to the program, with nothing captured
 * @param memory bytes of address space that each of its processes may take
 */
public record Command(
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    RunAs identity,
    String umask,
    Optional<Duration> timeout,
    int captured,
    OptionalLong memory) {

  /** Enough for the longest build anybody reads; a runaway one is cut at its beginning. */
  public static final int WHOLE_OUTPUT = 16 * 1024 * 1024;

  /** For a person who wants to talk to the program: see {@code captured}. */
  public static final int TERMINAL = 0;

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  public static Command of(List<String> argv, Path directory, Map<String, String> environment, RunAs identity) {
    return new Command(argv, directory, environment, identity, "027", Optional.empty(), WHOLE_OUTPUT, OptionalLong.empty());
  }

  public Command withTimeout(Optional<Duration> limit) {
    return new Command(argv, directory, environment, identity, umask, limit, captured, memory);
  }

  public Command withUmask(String mask) {
    return new Command(argv, directory, environment, identity, mask, timeout, captured, memory);
  }

  public Command capturing(int characters) {
    return new Command(argv, directory, environment, identity, umask, timeout, characters, memory);
  }

  public Command withMemory(OptionalLong bytes) {
    return new Command(argv, directory, environment, identity, umask, timeout, captured, bytes);
  }

  boolean onTerminal() {
    return captured == TERMINAL;
  }
}
