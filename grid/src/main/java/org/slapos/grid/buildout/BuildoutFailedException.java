package org.slapos.grid.buildout;

import java.nio.file.Path;

/** A buildout failed; its whole output belongs to the report. */
public final class BuildoutFailedException extends Exception {
  private final String output;
  private final Path log;

  BuildoutFailedException(String message, String output, Path log) {
    super(message);
    this.output = output;
    this.log = log;
  }

  /** Message, colon, whole output: what is posted to the Master. */
  public String report() {
    return "%s:\n%s".formatted(getMessage(), output);
  }

  /** The file with the output of this run. */
  public Path log() {
    return log;
  }

  /** The end of the output, for the terminal. */
  public String lastLines(int count) {
    var lines = output.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
