package org.slapos.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Lines {@code [YYYY-MM-DD HH:MM:SS,mmm] LEVEL    message} of log files. */
final class FileFormat extends Formatter {
  @Override
  public String format(LogRecord entry) {
    var time = LocalDateTime.ofInstant(entry.getInstant(), ZoneId.systemDefault());
    var line = new StringWriter();
    line.append("[%s,%03d] ".formatted(LogTime.text(time), time.get(ChronoField.MILLI_OF_SECOND)));
    line.append("%-8s ".formatted(LevelName.of(entry.getLevel()))).append(entry.getMessage()).append('\n');
    if (entry.getThrown() != null) {
      entry.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    return line.toString();
  }
}
