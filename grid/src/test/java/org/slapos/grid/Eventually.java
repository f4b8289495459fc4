package org.slapos.grid;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that another process does. */
public final class Eventually {
  private Eventually() {}

  public static void isTrue(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still not true after 30 s");
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
