package org.slapos.cli.log;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slapos.cli.Terminal;

/** Lines {@code YYYY-MM-DD HH:MM:SS logger[pid] LEVEL message} on standard error, coloured on a terminal. */
final class ConsoleHandler extends Handler {
  private final Terminal terminal;
  private final boolean times;
  private final boolean traces;
  private final long pid = ProcessHandle.current().pid();

  ConsoleHandler(Terminal terminal, boolean times, boolean traces) {
    this.terminal = terminal;
    this.times = times;
    this.traces = traces;
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    LevelName level = LevelName.of(entry.getLevel());
    var line = new StringBuilder();
    if (times) {
      var time = LocalDateTime.ofInstant(entry.getInstant(), ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
      line.append(colored("0;32", LogTime.text(time))).append(' ');
    }
    line.append(colored("0;34", entry.getLoggerName() + "[" + pid + "]")).append(' ');
    line.append(colored("1;30", level.name())).append(' ').append(colored(level.color(), entry.getMessage()));
    synchronized (this) {
      terminal.err().println(line);
      if (traces && entry.getThrown() != null) {
        entry.getThrown().printStackTrace(terminal.err());
      }
    }
  }

  private String colored(String color, String text) {
    return terminal.color() && !color.isEmpty() ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
  }

  @Override
  public void flush() {
    terminal.err().flush();
  }

  @Override
  public void close() {
    flush();
  }
}
