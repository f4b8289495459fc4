package org.slapos.grid.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Found in the environment of everything a program has started, also of what left its session and its family.
 *
 * @param text value of the variable, never used twice
 * @param since when the program began, in clock ticks since the machine's start
 */
record SessionMark(String text, long since) {
  static final String VARIABLE = "SLAPGRID_RUN";

  /** {@code USER_HZ}, the same on every Linux that Java runs on. */
  private static final long TICKS_PER_SECOND = 100;

  /** Field of {@code /proc/PID/stat}, counted from the state. */
  private static final int START_TIME = 19;

  private static final AtomicLong NUMBER = new AtomicLong();

  static SessionMark now() {
    return new SessionMark(
        "%d-%d-%d".formatted(ProcessHandle.current().pid(), System.nanoTime(), NUMBER.incrementAndGet()), ticks());
  }

  /** Only processes that are younger than the mark are looked into. */
  boolean isOn(Path process, String[] stat) {
    if (stat.length <= START_TIME || Long.parseLong(stat[START_TIME]) < since) {
      return false;
    }
    try {
      return Files.readString(process.resolve("environ"), ISO_8859_1).contains(VARIABLE + "=" + text);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }

  private static long ticks() {
    try {
      String uptime = Files.readString(Path.of("/proc/uptime"), ISO_8859_1);
      return (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * TICKS_PER_SECOND) - 1;
    } catch (IOException e) {
      return 0;
    }
  }
}
