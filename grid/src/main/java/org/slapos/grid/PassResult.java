package org.slapos.grid;

import java.util.List;

/**
 * How a pass ended.
 *
 * @param exitCode the status of the command, see {@link ExitCode}
 * @param summary the lines that tell people what failed, logged already at the end of the pass
 */
public record PassResult(int exitCode, List<String> summary) {
  public PassResult {
    summary = List.copyOf(summary);
  }

  public static PassResult of(int exitCode) {
    return new PassResult(exitCode, List.of());
  }
}
