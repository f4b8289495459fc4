package org.slapos.cli.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slapos.cli.GlobalOptions;
import org.slapos.cli.Terminal;

/** Sets up logging for the length of a command: lines on standard error, and the log file if one was asked for. */
public final class Logging implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private Logging() {}

  /**
   * Replaces the handlers of the process.
   *
   * @throws IOException if the log file cannot be opened
   */
  public static Logging start(GlobalOptions global, Terminal terminal) throws IOException {
    LogManager.getLogManager().reset();
    ROOT.setLevel(Level.FINE);
    Logger.getLogger("org.eclipse.jetty").setLevel(Level.WARNING);
    var console = new ConsoleHandler(terminal, global.logTimes(), global.debug());
    console.setLevel(consoleLevel(global.verbosity()));
    ROOT.addHandler(console);
    if (global.logFile().isPresent()) {
      addFile(terminal.path(global.logFile().get()));
    } else if (global.verbosity() < 2) {
      ROOT.setLevel(consoleLevel(global.verbosity()));
    }
    return new Logging();
  }

  /** Writes everything from DEBUG to a file as well, appending. */
  public static void addFile(Path path) throws IOException {
    Handler file = new FileLog(Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    file.setLevel(Level.FINE);
    ROOT.setLevel(Level.FINE);
    ROOT.addHandler(file);
  }

  /** Leaves the terminal to the command, which shows its work in its own way; the log file goes on. */
  public static void silenceConsole() {
    for (Handler handler : ROOT.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        handler.setLevel(Level.SEVERE);
      }
    }
  }

  private static Level consoleLevel(int verbosity) {
    return switch (verbosity) {
      case 0 -> Level.WARNING;
      case 1 -> Level.INFO;
      default -> Level.FINE;
    };
  }

  @Override
  public void close() {
    for (Handler handler : ROOT.getHandlers()) {
      handler.flush();
      if (!(handler instanceof ConsoleHandler)) {
        handler.close();
      }
    }
  }
}
