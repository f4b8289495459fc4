package org.slapos.cli.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slapos.cli.GlobalOptions;
import org.slapos.cli.Terminal;
import org.slf4j.event.Level;

/** Sets up logging for the length of a command: lines on standard error, and the log file if one was asked for. */
public final class Logging implements AutoCloseable {
  private Logging() {}

  /**
   * Replaces the sinks of the process.
   *
   * @throws IOException if the log file cannot be opened
   */
  public static Logging start(GlobalOptions global, Terminal terminal) throws IOException {
    var console = new ConsoleLog(terminal, consoleLevel(global.verbosity()), global.logTimes(), global.debug());
    LogSinks.replace(List.of(console));
    if (global.logFile().isPresent()) {
      addFile(terminal.path(global.logFile().get()));
    }
    return new Logging();
  }

  /** Writes everything from DEBUG to a file as well, appending. */
  public static void addFile(Path path) throws IOException {
    LogSinks.add(new FileLog(path));
  }

  /** Leaves the terminal to the command, which shows its work in its own way; the log file goes on. */
  public static void silenceConsole() {
    for (LogSink sink : LogSinks.all()) {
      if (sink instanceof ConsoleLog console) {
        LogSinks.remove(console);
        LogSinks.add(console.quiet());
      }
    }
  }

  private static Level consoleLevel(int verbosity) {
    return switch (verbosity) {
      case 0 -> Level.WARN;
      case 1 -> Level.INFO;
      default -> Level.DEBUG;
    };
  }

  @Override
  public void close() {
    LogSinks.all().forEach(LogSink::close);
    LogSinks.replace(List.of());
  }
}
