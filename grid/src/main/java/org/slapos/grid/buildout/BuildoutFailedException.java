package org.slapos.grid.buildout;

import java.nio.file.Path;
import org.slapos.grid.process.Command;

/** A buildout failed; its output belongs to the report. */
public final class BuildoutFailedException extends Exception {
  private final String output;
  private final Path log;

  BuildoutFailedException(String message, String output, Path log) {
    super(message);
    this.output = output;
    this.log = log;
  }

  /** Message, colon, output: what is posted to the Master. Of a very long one it is the end. */
  public String report() {
    String beginning = output.length() < Command.REPORTED_OUTPUT ? "" : "(what comes before this is in %s)\n".formatted(log);
    return "%s:\n%s%s".formatted(getMessage(), beginning, output);
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
