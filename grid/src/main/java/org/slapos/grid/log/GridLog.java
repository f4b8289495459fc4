package org.slapos.grid.log;

/** Where the lines of a run go. Implementations are thread-safe. */
public interface GridLog {
  void debug(String line);

  void info(String line);

  void warn(String line);

  void error(String line);

  /** An unforeseen failure, with its stack trace. */
  void error(String line, Throwable cause);
}
