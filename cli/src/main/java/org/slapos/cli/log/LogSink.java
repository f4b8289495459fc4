package org.slapos.cli.log;

import org.slf4j.event.Level;

/** Where log entries go. Thread-safe. */
interface LogSink extends AutoCloseable {
  /** Less severe entries are not wanted. */
  Level least();

  void write(LogEntry entry);

  @Override
  void close();
}
