package org.slapos.grid.manager;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slapos.grid.process.Command;
import org.slapos.grid.process.Completion;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunAs;

/** Programs of the machine, run as the agent itself. */
public final class SystemCommands {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ProcessRunner runner;
  private final Map<String, String> environment;

  public SystemCommands(ProcessRunner runner, Map<String, String> environment) {
    this.runner = runner;
    this.environment = Map.copyOf(environment);
  }

  /** Runs one to its end, for a minute at most. */
  public Completion run(List<String> argv) {
    return run(argv, Map.of(), PATIENCE, _ -> {});
  }

  /** Runs one with more in its environment; receives its output line by line. */
  public Completion run(List<String> argv, Map<String, String> more, Duration patience, Consumer<String> lines) {
    var all = new HashMap<>(environment);
    all.putAll(more);
    return runner.run(
        Command.of(argv, Path.of("/"), all, RunAs.Caller.CALLER).withUmask("022").withTimeout(Optional.of(patience)),
        lines);
  }

  /** Where a program is on PATH. */
  public Optional<Path> find(String program) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
