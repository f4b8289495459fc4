package org.slapos.grid.buildout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Command;
import org.slapos.grid.process.Completion;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunAs;

/** Runs one buildout process under the common conditions: its folder, umask 027, clean environment, its owner. */
public final class Buildout {
  private final ProcessRunner runner;
  private final boolean debug;

  /**
   * @param debug {@code --buildout-debug}: buildout gets the terminal, so that its debugger can be used
   */
  public Buildout(ProcessRunner runner, boolean debug) {
    this.runner = runner;
    this.debug = debug;
  }

  /**
   * One run.
   *
   * @param lines receives the output as it comes
   * @param logFile named by the error
   * @throws BuildoutFailedException if it fails or takes too long
   */
  public void run(
      List<String> argv, Path folder, Map<String, String> environment, RunAs identity, Optional<Duration> timeout,
      GridLog log, Consumer<String> lines, Path logFile) throws BuildoutFailedException {
    log.debug("Invoking: '%s' in directory '%s'".formatted(String.join(" ", argv), folder));
    Command command = Command.of(argv, folder, environment, identity).withTimeout(timeout);
    Completion completion = runner.run(debug ? command.capturing(Command.TERMINAL) : command, lines);
    String output = debug ? "(output not captured in debug mode)\n" : completion.output();
    if (completion.timedOut()) {
      long seconds = timeout.orElse(Duration.ZERO).toSeconds();
      String message = "Command '%s' timed out after %d seconds".formatted(quoted(argv), seconds);
      log.error(message);
      throw new BuildoutFailedException(message, output, logFile);
    }
    if (!completion.succeeded()) {
      String message = "Failed to run buildout profile in directory '%s'".formatted(folder);
      log.error(message);
      throw new BuildoutFailedException(message, output, logFile);
    }
  }

  /** As the reference tells a command. */
  private static String quoted(List<String> argv) {
    return argv.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ", "[", "]"));
  }
}
