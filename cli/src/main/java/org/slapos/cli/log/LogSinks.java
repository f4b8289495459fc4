package org.slapos.cli.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.event.Level;

/** The sinks of this process: loggers are global, so these are too. */
final class LogSinks {
  /** Its chatter on INFO is nobody's concern. */
  private static final String SERVER = "org.eclipse.jetty";

  private static final CopyOnWriteArrayList<LogSink> ALL = new CopyOnWriteArrayList<>();

  private LogSinks() {}

  static List<LogSink> all() {
    return List.copyOf(ALL);
  }

  static void replace(List<LogSink> sinks) {
    ALL.clear();
    ALL.addAll(sinks);
  }

  static void add(LogSink sink) {
    ALL.add(sink);
  }

  static void remove(LogSink sink) {
    ALL.remove(sink);
  }

  static boolean wants(String logger, Level level) {
    if (logger.startsWith(SERVER) && level.toInt() < Level.WARN.toInt()) {
      return false;
    }
    for (LogSink sink : ALL) {
      if (level.toInt() >= sink.least().toInt()) {
        return true;
      }
    }
    return false;
  }

  static void write(LogEntry entry) {
    for (LogSink sink : ALL) {
      if (entry.level().toInt() >= sink.least().toInt()) {
        sink.write(entry);
      }
    }
  }
}
