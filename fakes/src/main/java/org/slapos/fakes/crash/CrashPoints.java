package org.slapos.fakes.crash;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the process is about to do to the world, and ends it where it was told to. Lives in the JDK's own loader
 * and uses only what is not watched itself.
 */
public final class CrashPoints {
  /** Flags of {@code open} that change something: write, read and write, create, truncate. */
  private static final int CHANGING = 1 | 2 | 0100 | 01000;

  private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> Boolean.FALSE);

  /** Files that were forced to disk, with the time of their last change then. */
  private static final Map<String, Long> FORCED = new HashMap<>();

  private static long haltAt = Long.MAX_VALUE;
  private static @Nullable PrintWriter record;
  private static @Nullable File losing;
  private static long syncedAt;
  private static boolean syncing;
  private static boolean armed;
  private static long count;

  private CrashPoints() {}

  /**
   * Starts to count.
   *
   * @param order words {@code record=FILE}, {@code halt=NUMBER}, {@code lose=FOLDER}, separated by commas
   */
  public static synchronized void arm(String order) throws IOException {
    for (String word : order.split(",", -1)) {
      String value = word.substring(word.indexOf('=') + 1);
      if (word.startsWith("record=")) {
        record = new PrintWriter(new FileOutputStream(value), true, StandardCharsets.UTF_8);
      } else if (word.startsWith("halt=")) {
        haltAt = Long.parseLong(value);
      } else if (word.startsWith("lose=")) {
        losing = new File(value);
        syncedAt = System.currentTimeMillis();
      }
    }
    armed = true;
  }

  /** Called by the JDK's methods before they do anything. */
  public static void reach(String method, @Nullable Object first, @Nullable Object second, int number) {
    if (!armed || INSIDE.get() || (method.equals("open") && (number & CHANGING) == 0)) {
      return;
    }
    INSIDE.set(Boolean.TRUE);
    try {
      reached(method, first, second);
    } finally {
      INSIDE.set(Boolean.FALSE);
    }
  }

  private static synchronized void reached(String method, @Nullable Object first, @Nullable Object second) {
    if (syncing) {
      // Whatever is done after the program that syncs was started is done after it ended: callers wait for it.
      syncedAt = System.currentTimeMillis();
      syncing = false;
    }
    count++;
    if (record != null) {
      record.println(method + " " + words(first) + (second == null || method.equals("start") ? "" : " " + words(second)));
    }
    if (count == haltAt) {
      loseWhatWasNotSynced();
      Runtime.getRuntime().halt(137);
    }
    if (method.equals("force")) {
      FORCED.put(String.valueOf(first), new File(String.valueOf(first)).lastModified());
    } else if (method.equals("rename") && FORCED.containsKey(String.valueOf(first))) {
      FORCED.put(String.valueOf(second), FORCED.get(String.valueOf(first)));
    } else if (method.equals("start") && first instanceof String[] command) {
      syncing = command.length > 0 && command[0].equals("sync");
    }
  }

  private static String words(@Nullable Object value) {
    if (value instanceof String[] words) {
      return String.join(" ", words).replace('\n', ' ');
    }
    return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
  }

  /** As after a power failure: what nobody has forced to disk has a name and a length of zero. */
  private static void loseWhatWasNotSynced() {
    if (losing != null) {
      try {
        lose(losing);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void lose(File folder) throws IOException {
    File[] entries = folder.listFiles();
    if (entries == null) {
      return;
    }
    for (File entry : entries) {
      if (!entry.getCanonicalPath().equals(entry.getAbsolutePath())) {
        continue;
      }
      if (entry.isDirectory()) {
        lose(entry);
      } else if (entry.isFile() && entry.lastModified() > syncedAt
          && entry.lastModified() > FORCED.getOrDefault(entry.getPath(), 0L)) {
        new FileOutputStream(entry).close();
      }
    }
  }
}
