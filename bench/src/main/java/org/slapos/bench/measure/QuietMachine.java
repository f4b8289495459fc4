package org.slapos.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Waits until others leave the processors alone. The load average would count our own last round for a minute, so the
 * idle time of a short moment decides; the load is only noted.
 */
public final class QuietMachine {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final Duration MOMENT = Duration.ofMillis(150);
  private static final double IDLE_ENOUGH = 0.85;
  private static final int IDLE_COLUMN = 3;

  private final Duration patience;
  private Duration left;
  private int runs;
  private int disturbed;
  private double highestLoad;

  /**
   * A machine that may be busy.
   *
   * @param patience longest wait before one run
   * @param total longest wait before all runs together; without any left, runs begin at once and are counted
   */
  public QuietMachine(Duration patience, Duration total) {
    this.patience = patience;
    this.left = total;
  }

  /** Returns when the processors have been idle for a moment, or patience has come to its end. */
  public void await() throws IOException, InterruptedException {
    runs++;
    highestLoad = Math.max(highestLoad, load());
    long begin = System.nanoTime();
    while (!idle()) {
      var waited = Duration.ofNanos(System.nanoTime() - begin);
      if (waited.compareTo(patience) > 0 || waited.compareTo(left) > 0) {
        disturbed++;
        break;
      }
    }
    left = left.minusNanos(System.nanoTime() - begin);
    left = left.isNegative() ? Duration.ZERO : left;
  }

  /** For the report: how often the machine was not quiet. */
  public String note() {
    return disturbed == 0
        ? "each of the %d runs began on an idle machine; highest load average %.2f".formatted(runs, highestLoad)
        : "%d of %d runs began while other work was on the machine; highest load average %.2f"
            .formatted(disturbed, runs, highestLoad);
  }

  private static boolean idle() throws IOException, InterruptedException {
    long[] before = ticks();
    Thread.sleep(MOMENT);
    long[] after = ticks();
    long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
    return after[IDLE_COLUMN] - before[IDLE_COLUMN] >= all * IDLE_ENOUGH;
  }

  private static long[] ticks() throws IOException {
    try (var lines = Files.lines(STAT)) {
      String[] words = lines.findFirst().orElseThrow().split(" +", -1);
      return Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
    }
  }

  private static double load() throws IOException {
    return Double.parseDouble(Files.readString(LOAD).split(" ", 2)[0]);
  }
}
