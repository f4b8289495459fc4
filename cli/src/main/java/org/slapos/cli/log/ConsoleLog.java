package org.slapos.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.slapos.cli.Terminal;
import org.slf4j.event.Level;

/** Lines {@code YYYY-MM-DD HH:MM:SS logger[pid] LEVEL message} on standard error, coloured on a terminal. */
final class ConsoleLog implements LogSink {
  private final Terminal terminal;
  private final Level least;
  private final boolean times;
  private final boolean traces;
  private final LogTime clock = new LogTime();
  private final long pid = ProcessHandle.current().pid();

  ConsoleLog(Terminal terminal, Level least, boolean times, boolean traces) {
    this.terminal = terminal;
    this.least = least;
    this.times = times;
    this.traces = traces;
  }

  /** The same, for what is severe only. */
  ConsoleLog quiet() {
    return new ConsoleLog(terminal, Level.ERROR, times, traces);
  }

  @Override
  public Level least() {
    return least;
  }

  @Override
  public void write(LogEntry entry) {
    LevelName level = LevelName.of(entry.level());
    var line = new StringBuilder();
    if (times) {
      line.append(colored("0;32", clock.text(entry.time()))).append(' ');
    }
    line.append(colored("0;34", entry.logger() + "[" + pid + "]")).append(' ');
    line.append(colored("1;30", level.name())).append(' ').append(colored(level.color(), entry.message())).append('\n');
    // In one piece: another process may write to the same terminal.
    byte[] bytes = line.toString().getBytes(UTF_8);
    synchronized (this) {
      terminal.err().write(bytes, 0, bytes.length);
      if (traces) {
        entry.cause().ifPresent(cause -> cause.printStackTrace(terminal.err()));
      }
    }
  }

  private String colored(String color, String text) {
    return terminal.color() && !color.isEmpty() ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
  }

  @Override
  public void close() {
    terminal.err().flush();
  }
}
