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
 * @param files what it reads and writes instead of nothing and the log
 */
public record Command(
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    RunAs identity,
    String umask,
    Optional<Duration> timeout,
    int captured,
    OptionalLong memory,
    Files files) {

  /**
   * The end of a build that a report holds. It has to fit into the agent's memory and into what a Master takes, several
   * times over; the whole is in the build's log.
   */
  public static final int REPORTED_OUTPUT = 1024 * 1024;

  /** For a person who wants to talk to the program: see {@code captured}. */
  public static final int TERMINAL = 0;

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  public static Command of(List<String> argv, Path directory, Map<String, String> environment, RunAs identity) {
    return new Command(argv, directory, environment, identity, "027", Optional.empty(), REPORTED_OUTPUT, OptionalLong.empty(),
        Files.NONE);
  }

  public Command withTimeout(Optional<Duration> limit) {
    return new Command(argv, directory, environment, identity, umask, limit, captured, memory, files);
  }

  public Command withUmask(String mask) {
    return new Command(argv, directory, environment, identity, mask, timeout, captured, memory, files);
  }

  public Command capturing(int characters) {
    return new Command(argv, directory, environment, identity, umask, timeout, characters, memory, files);
  }

  public Command withMemory(OptionalLong bytes) {
    return new Command(argv, directory, environment, identity, umask, timeout, captured, bytes, files);
  }

  /** Opened by the agent: the program needs no right to open them. */
  public Command with(Files itsFiles) {
    return new Command(argv, directory, environment, identity, umask, timeout, captured, memory, itsFiles);
  }

  /**
   * The standard streams.
   *
   * @param input what the program reads; nothing if empty
   * @param output what its standard output is written to, apart from its errors
   */
  public record Files(Optional<Path> input, Optional<Path> output) {
    public static final Files NONE = new Files(Optional.empty(), Optional.empty());

    public static Files input(Path file) {
      return new Files(Optional.of(file), Optional.empty());
    }

    public static Files output(Path file) {
      return new Files(Optional.empty(), Optional.of(file));
    }
  }

  boolean onTerminal() {
    return captured == TERMINAL;
  }
}
