package org.slapos.cli.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Shows the steps as they go: on a terminal the running one counts its seconds, elsewhere each is a plain line. */
final class StepDisplay {
  private static final Duration TICK = Duration.ofMillis(500);

  private final PrintStream out;
  private final boolean live;
  private final InstantSource clock;
  private final int steps;
  private int current;

  StepDisplay(PrintStream out, boolean live, InstantSource clock, int steps) {
    this.out = out;
    this.live = live;
    this.clock = clock;
    this.steps = steps;
  }

  /** A step that may fail with an exception. */
  interface Work {
    /** Does the step; what it returns is shown behind its name. */
    String run() throws Exception;
  }

  /** Runs a step and shows it; what it throws goes on to the caller, after a line that says the step failed. */
  void run(String name, Work work) throws Exception {
    current++;
    String title = "[" + current + "/" + steps + "] " + name;
    var start = clock.instant();
    Thread ticker = live ? Thread.startVirtualThread(() -> tick(title, start)) : Thread.currentThread();
    if (!live) {
      out.println(title + " ...");
    }
    try {
      String result = work.run();
      stop(ticker);
      line(title, (result.isEmpty() ? "done" : result) + " (" + since(start) + ")");
    } catch (Exception e) {
      stop(ticker);
      line(title, "failed after " + since(start));
      throw e;
    }
  }

  private void stop(Thread ticker) throws InterruptedException {
    if (live) {
      ticker.interrupt();
      ticker.join();
    }
  }

  private void tick(String title, Instant start) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        out.print("\r\u001b[K" + title + " ... " + since(start));
        out.flush();
        Thread.sleep(TICK);
      }
    } catch (InterruptedException finished) {
      Thread.currentThread().interrupt();
    }
  }

  private void line(String title, String result) {
    out.println((live ? "\r\u001b[K" : "") + title + ": " + result);
  }

  private String since(Instant start) {
    long millis = Duration.between(start, clock.instant()).toMillis();
    return millis < 10_000 ? "%d.%d s".formatted(millis / 1000, millis % 1000 / 100) : millis / 1000 + " s";
  }
}
