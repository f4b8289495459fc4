package org.slapos.grid.promise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slapos.grid.log.GridLog;

/**
 * Keeps the lines of one promise together until those of the promises before it are written; of one that never stops
 * talking, the last ones. Thread-safe.
 */
final class HeldLog implements GridLog {
  private static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_LINES = 1000;

  private final Deque<Held> held = new ArrayDeque<>();
  private int characters;
  private long dropped;

  /** A line on its way. */
  private record Held(int length, Consumer<GridLog> line) {}

  synchronized void writeTo(GridLog log) {
    if (dropped > 0) {
      log.warn("%d lines of output are left out here".formatted(dropped));
    }
    held.forEach(one -> one.line().accept(log));
    held.clear();
    characters = 0;
    dropped = 0;
  }

  private synchronized void hold(String text, Consumer<GridLog> line) {
    held.add(new Held(text.length(), line));
    characters += text.length();
    while (held.size() > 1 && (characters > MOST_CHARACTERS || held.size() > MOST_LINES)) {
      characters -= held.remove().length();
      dropped++;
    }
  }

  @Override
  public void debug(String line) {
    hold(line, log -> log.debug(line));
  }

  @Override
  public void info(String line) {
    hold(line, log -> log.info(line));
  }

  @Override
  public void warn(String line) {
    hold(line, log -> log.warn(line));
  }

  @Override
  public void error(String line) {
    hold(line, log -> log.error(line));
  }

  @Override
  public void error(String line, Throwable cause) {
    hold(line, log -> log.error(line, cause));
  }
}
