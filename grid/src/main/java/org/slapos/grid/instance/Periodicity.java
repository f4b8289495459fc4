package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.software.SoftwareFolder;

/** How long a partition stays up to date: the release may say so in a file. */
final class Periodicity {
  private Periodicity() {}

  /** Seconds; a file that holds no number is deleted, so that it is reported once. */
  static long of(SoftwareFolder software, long maximum, GridLog log) throws IOException {
    Path file = software.path().resolve("periodicity");
    if (!Files.isRegularFile(file)) {
      return maximum;
    }
    String text = Files.readString(file, UTF_8).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      log.error("%s holds '%s' instead of a number of seconds; it is deleted and %d is used"
          .formatted(file, text, maximum));
      Files.delete(file);
      return maximum;
    }
  }
}
