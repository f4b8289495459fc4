package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.software.SoftwareFolder;

/** How long a partition stays up to date: the release may say so in a file, which is read once. Thread-safe. */
final class Periodicity {
  /** In bytes; a number has fewer. */
  private static final int LONGEST = 80;

  private final long maximum;
  private final Map<Path, Long> known = new ConcurrentHashMap<>();

  /** @param maximum seconds, where no file says anything */
  Periodicity(long maximum) {
    this.maximum = maximum;
  }

  /** Seconds; a file that holds no number is deleted, so that it is reported once. */
  long of(SoftwareFolder software, GridLog log) throws IOException {
    Long before = known.get(software.path());
    if (before != null) {
      return before;
    }
    long read = read(software, log);
    known.put(software.path(), read);
    return read;
  }

  private long read(SoftwareFolder software, GridLog log) throws IOException {
    Path file = software.path().resolve("periodicity");
    if (!Files.isRegularFile(file)) {
      return maximum;
    }
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LONGEST), UTF_8).strip();
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      log.error("%s holds '%s' instead of a number of seconds; it is deleted and %d is used"
          .formatted(file, text.replaceAll("\\p{Cntrl}", "?"), maximum));
      Files.delete(file);
      return maximum;
    }
  }
}
