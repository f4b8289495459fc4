package org.slapos.testing.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slapos.grid.log.GridLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the last lines of a pass for the message of its failure; all go to the logger {@code slapos} at debug. */
final class RecentLines implements GridLog {
  private static final int KEPT = 60;

  private final Logger logger = LoggerFactory.getLogger("slapos");
  private final Deque<String> lines = new ArrayDeque<>();

  @Override
  public void debug(String line) {
    logger.debug(line);
  }

  @Override
  public void info(String line) {
    keep(line);
  }

  @Override
  public void warn(String line) {
    keep(line);
  }

  @Override
  public void error(String line) {
    keep(line);
  }

  @Override
  public void error(String line, Throwable cause) {
    keep(line + ": " + cause);
    logger.debug(line, cause);
  }

  private synchronized void keep(String line) {
    logger.debug(line);
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  synchronized void clear() {
    lines.clear();
  }

  synchronized String text() {
    return String.join("\n", lines);
  }
}
