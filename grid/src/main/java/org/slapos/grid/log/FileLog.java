package org.slapos.grid.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slapos.files.ForeignFile;

/**
 * Every line goes to another log and, whatever its level, to a file: {@code [date,mmm] LEVEL    slapos MESSAGE}. A file
 * of 20 MiB is first renamed with {@code .1}.
 */
public final class FileLog implements GridLog, AutoCloseable {
  private static final long ROTATE_AT = 20L << 20;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

  private final GridLog next;
  private final Clock clock;
  private final PrintWriter file;

  private FileLog(GridLog next, Clock clock, Writer file) {
    this.next = next;
    this.clock = clock;
    this.file = new PrintWriter(file, true);
  }

  /** Opens the file for appending; a symbolic link in its place is refused, because others may write its folder. */
  public static FileLog open(GridLog next, Clock clock, Path path) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) >= ROTATE_AT) {
      Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    FileChannel channel = ForeignFile.append(path);
    return new FileLog(next, clock, Channels.newWriter(channel, UTF_8));
  }

  @Override
  public void debug(String line) {
    next.debug(line);
    write("DEBUG", line);
  }

  @Override
  public void info(String line) {
    next.info(line);
    write("INFO", line);
  }

  @Override
  public void warn(String line) {
    next.warn(line);
    write("WARNING", line);
  }

  @Override
  public void error(String line) {
    next.error(line);
    write("ERROR", line);
  }

  @Override
  public void error(String line, Throwable cause) {
    next.error(line, cause);
    write("ERROR", line);
    synchronized (file) {
      cause.printStackTrace(file);
    }
  }

  private void write(String level, String line) {
    String time = TIME.format(LocalDateTime.ofInstant(clock.instant(), clock.getZone()));
    synchronized (file) {
      file.println("[%s] %-8s slapos %s".formatted(time, level, line));
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
