package org.slapos.grid.logs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several logs in one stream: their ends first, then what comes, also in logs that appear later or are rotated. */
public final class LogStream {
  private final LogSources sources;
  private final Output output;
  private final Map<LogSource, FollowedLog> followed = new LinkedHashMap<>();

  /** Receives the lines. */
  @FunctionalInterface
  public interface Output {
    void line(String source, String text);
  }

  public LogStream(LogSources sources, Output output) {
    this.sources = sources;
    this.output = output;
  }

  /** Gives the last lines of each log. */
  public void begin(int lines) throws IOException {
    for (LogSource source : sources.find()) {
      var log = new FollowedLog(source.file());
      followed.put(source, log);
      for (String line : log.last(lines)) {
        output.line(source.name(), line);
      }
    }
  }

  /** Gives what has come since. */
  public void goOn() throws IOException {
    for (LogSource source : sources.find()) {
      for (String line : followed.computeIfAbsent(source, one -> new FollowedLog(one.file())).fresh()) {
        output.line(source.name(), line);
      }
    }
  }
}
