package org.slapos.grid;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slapos.grid.log.GridLog;

/** Keeps log lines: {@code INFO text}. */
public final class RecordingLog implements GridLog {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Forgets what was told so far. */
  public void clear() {
    lines.clear();
  }

  public List<String> lines() {
    return lines;
  }

  @Override
  public void debug(String line) {
    lines.add("DEBUG " + line);
  }

  @Override
  public void info(String line) {
    lines.add("INFO " + line);
  }

  @Override
  public void warn(String line) {
    lines.add("WARNING " + line);
  }

  @Override
  public void error(String line) {
    lines.add("ERROR " + line);
  }

  @Override
  public void error(String line, Throwable cause) {
    lines.add("ERROR " + line);
  }
}
