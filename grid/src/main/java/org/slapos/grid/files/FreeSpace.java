package org.slapos.grid.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Refuses to fill a disk. */
public final class FreeSpace {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};

  private FreeSpace() {}

  /**
   * Checks the space that programs other than root's may use.
   *
   * @param option the name of the option that asks for it, named by the error
   * @throws IOException if there is less than required
   */
  public static void require(Path path, long required, String option) throws IOException {
    long available = Files.getFileStore(path).getUsableSpace();
    if (available < required) {
      throw new IOException("Not enough space for %s: available %s, required %s (option '%s')"
          .formatted(path, readable(available), readable(required), option));
    }
  }

  /** Powers of 1024, one decimal: {@code 74.7 GB}. */
  static String readable(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
