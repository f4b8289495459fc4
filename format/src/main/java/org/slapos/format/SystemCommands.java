package org.slapos.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slapos.files.InstalledProgram;

/** Runs the system's administration commands ({@code useradd}, {@code ip}, ...). */
interface SystemCommands {

  /** What a command did. */
  record Result(int status, String output) {}

  /** Runs a command to its end, its two outputs together, that text on its standard input. */
  Result run(List<String> command, String input) throws IOException;

  /** Runs a command without input. */
  default Result run(List<String> command) throws IOException {
    return run(command, "");
  }

  /**
   * Runs a command that has to succeed.
   *
   * @throws FormatException with its words and output if it does not
   */
  default void require(List<String> command) throws IOException {
    Result result = run(command);
    if (result.status() != 0) {
      throw failed(command, result);
    }
  }

  /** What to say of a command that had to succeed. */
  static FormatException failed(List<String> command, Result result) {
    return new FormatException("'" + String.join(" ", command) + "' failed with status " + result.status() + ": "
        + result.output().strip());
  }

  /** The commands among those that this machine does not have. */
  default List<String> missing(List<String> programs) {
    return List.of();
  }

  /** The commands of this machine, also those in the folders of administrators, which cron leaves out of PATH. */
  static SystemCommands ofThisMachine() {
    return new OfThisMachine();
  }

  /** See {@link #ofThisMachine()}. */
  final class OfThisMachine implements SystemCommands {
    private OfThisMachine() {}

    @Override
    public Result run(List<String> command, String input) throws IOException {
      var words = new ArrayList<>(command);
      words.set(0, InstalledProgram.find(command.getFirst())
          .orElseThrow(() -> new FormatException("Some required binaries are missing or not functional: " + command.getFirst()))
          .toString());
      var builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      try {
        return new Result(process.waitFor(), output);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while running " + command.getFirst(), e);
      }
    }

    @Override
    public List<String> missing(List<String> programs) {
      return programs.stream().filter(program -> InstalledProgram.find(program).isEmpty()).toList();
    }
  }
}
