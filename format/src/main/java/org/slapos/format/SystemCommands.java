package org.slapos.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the system's administration commands ({@code useradd}, {@code ip}, ...). */
interface SystemCommands {

  /** What a command did. */
  record Result(int status, String output) {}

  /** Runs a command to its end, its two outputs together. */
  Result run(List<String> command) throws IOException;

  /**
   * Runs a command that has to succeed.
   *
   * @throws FormatException with its words and output if it does not
   */
  default void require(List<String> command) throws IOException {
    Result result = run(command);
    if (result.status() != 0) {
      throw new FormatException("'" + String.join(" ", command) + "' failed with status " + result.status() + ": "
          + result.output().strip());
    }
  }

  /** The commands of this machine. */
  static SystemCommands ofThisMachine() {
    return command -> {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      try {
        return new Result(process.waitFor(), output);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while running " + command.getFirst(), e);
      }
    };
  }
}
