package org.slapos.cli.console;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Terminal;

/**
 * The system's Python with our library for it, on the same terminal. Python reads the library where it lies: out of the
 * jar, which is a zip file to it.
 */
final class PythonConsole {
  /** Names another Python than the first {@code python3} on PATH. */
  static final String VARIABLE = "SLAPOS_PYTHON";

  private static final String LIBRARY = "org/slapos/cli/console/python";
  private static final String START = "import sys; sys.path[0:1] = [sys.argv.pop(1)]; import slapos_console; slapos_console.main()";

  private final Terminal terminal;

  PythonConsole(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs it; its exit status. */
  int run(ConsoleSettings settings) throws IOException {
    String python = python().orElseThrow(() -> new CommandFailure(
        ExitStatus.FAILURE,
        "The console needs Python 3, and there is no python3 on PATH; install one, set " + VARIABLE
            + ", or use the Java shell: slapos console --java"));
    var builder = new ProcessBuilder(python, "-c", START, library());
    builder.directory(terminal.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(terminal.environment());
    builder.environment().put("SLAPOS_CONSOLE_SETTINGS", settings.json());
    return new ForegroundProcess(terminal).run(builder);
  }

  private Optional<String> python() {
    return terminal.variable(VARIABLE).filter(path -> !path.isEmpty()).or(() ->
        Stream.of(terminal.environment().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "python3"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst());
  }

  private static String library() {
    try {
      return Path.of(PythonConsole.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolve(LIBRARY).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
