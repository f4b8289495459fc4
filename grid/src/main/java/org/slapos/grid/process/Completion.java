package org.slapos.grid.process;

import java.time.Duration;

/**
 * How a program ended.
 *
 * @param exitCode its status; 128 plus the signal when it was killed
 * @param output the captured end of its merged output
 * @param timedOut whether the agent killed it because its time was over
 * @param duration wall time from start to end
 */
public record Completion(int exitCode, String output, boolean timedOut, Duration duration) {
  public boolean succeeded() {
    return exitCode == 0 && !timedOut;
  }
}
