package org.slapos.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Terminal;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;

/** JShell in this process, with {@code slap}, {@code request}, {@code supply} and {@code product}. */
final class JavaConsole {
  private static final String STARTUP = "startup.jsh";

  /** It tells that it made a folder for JShell's history; held here, or its level would be forgotten. */
  private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

  private JavaConsole() {}

  static int run(ConnectionSettings connection, Terminal terminal, List<String> script) throws IOException {
    JavaNames.connect(
        ClassicSlap.connect(connection, terminal.environment()), script.stream().skip(1).toList());
    PREFERENCES.setLevel(Level.WARNING);
    Path startup = startup();
    try {
      return run(startup, terminal, script);
    } finally {
      Files.delete(startup);
    }
  }

  private static int run(Path startup, Terminal terminal, List<String> script) {
    var words = new ArrayList<>(List.of(
        "--execution", "local", "--class-path", classPath(), "--startup", "DEFAULT",
        "--startup", startup.toString(), "--feedback", script.isEmpty() ? "normal" : "silent"));
    if (!script.isEmpty()) {
      Path file = terminal.path(script.getFirst());
      if (!Files.isReadable(file)) {
        throw new CommandFailure(ExitStatus.FAILURE, "There is no script " + file);
      }
      words.add(file.toString());
    }
    try {
      var tool = JavaShellToolBuilder.builder().env(Map.copyOf(terminal.environment()));
      if (!terminal.in().equals(System.in)) {
        tool = tool.in(terminal.in(), null).out(terminal.out()).err(terminal.err());
      }
      return tool.start(words.toArray(String[]::new));
    } catch (Exception e) {
      throw new CommandFailure(ExitStatus.FAILURE, "The Java shell ended: " + e.getMessage(), e);
    }
  }

  /** JShell refuses a path with an entry that is not there. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** JShell takes files only. */
  private static Path startup() throws IOException {
    try (var in = JavaConsole.class.getResourceAsStream(STARTUP)) {
      if (in == null) {
        throw new IllegalStateException(STARTUP + " is not in the installation");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(Files.createTempFile("slapos-console", ".jsh"), text);
    }
  }
}
