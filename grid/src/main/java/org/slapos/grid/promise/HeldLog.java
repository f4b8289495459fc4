package org.slapos.grid.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slapos.grid.log.GridLog;

/** Keeps the lines of one promise together until those of the promises before it are written. Thread-safe. */
final class HeldLog implements GridLog {
  private final List<Consumer<GridLog>> held = new ArrayList<>();

  synchronized void writeTo(GridLog log) {
    held.forEach(line -> line.accept(log));
    held.clear();
  }

  private synchronized void hold(Consumer<GridLog> line) {
    held.add(line);
  }

  @Override
  public void debug(String line) {
    hold(log -> log.debug(line));
  }

  @Override
  public void info(String line) {
    hold(log -> log.info(line));
  }

  @Override
  public void warn(String line) {
    hold(log -> log.warn(line));
  }

  @Override
  public void error(String line) {
    hold(log -> log.error(line));
  }

  @Override
  public void error(String line, Throwable cause) {
    hold(log -> log.error(line, cause));
  }
}
