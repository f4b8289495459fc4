package org.slapos.cli.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoField;
import org.slf4j.event.Level;

/** Lines {@code [YYYY-MM-DD HH:MM:SS,mmm] LEVEL    message} at the end of a file, each there at once. */
final class FileLog implements LogSink {
  private final PrintWriter out;
  private final LogTime clock = new LogTime();

  FileLog(Path file) throws IOException {
    out = new PrintWriter(
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  @Override
  public Level least() {
    return Level.DEBUG;
  }

  @Override
  public synchronized void write(LogEntry entry) {
    out.printf("[%s,%03d] ", clock.text(entry.time()), entry.time().get(ChronoField.MILLI_OF_SECOND));
    out.printf("%-8s ", LevelName.of(entry.level()));
    out.append(entry.message()).append('\n');
    entry.cause().ifPresent(cause -> cause.printStackTrace(out));
    out.flush();
  }

  @Override
  public synchronized void close() {
    out.close();
  }
}
