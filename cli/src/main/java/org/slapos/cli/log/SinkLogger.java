package org.slapos.cli.log;

import java.io.Serial;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that writes to the process's sinks. */
final class SinkLogger extends LegacyAbstractLogger {
  @Serial private static final long serialVersionUID = 1;

  SinkLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return LogSinks.wants(name, Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return LogSinks.wants(name, Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return LogSinks.wants(name, Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return LogSinks.wants(name, Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return LogSinks.wants(name, Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, @Nullable Marker marker, String pattern, Object @Nullable [] arguments, @Nullable Throwable cause) {
    String message = arguments == null ? pattern : MessageFormatter.basicArrayFormat(pattern, arguments);
    LogSinks.write(new LogEntry(Instant.now(), level, name, String.valueOf(message), Optional.ofNullable(cause)));
  }
}
