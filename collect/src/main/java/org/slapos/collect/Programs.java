package org.slapos.collect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import org.slapos.files.InstalledProgram;

/** Runs the system's measuring programs ({@code sensors}, {@code du}, {@code tar}). */
interface Programs {

  /** What a program said and how it ended. */
  record Result(int status, String output, String errors) {}

  /**
   * Runs a program to its end.
   *
   * @param started is told its number
   */
  Result run(List<String> command, LongConsumer started) throws IOException;

  /** Whether there is a program of that name. */
  boolean has(String name);

  /** Runs a program with more arguments. */
  default Result run(List<String> command, Collection<String> arguments) throws IOException {
    var words = new ArrayList<>(command);
    words.addAll(arguments);
    return run(words, _ -> {});
  }

  /** Those of this machine, also when cron leaves folders out of PATH. */
  static Programs ofThisMachine() {
    return new Installed();
  }

  /** See {@link #ofThisMachine()}. */
  final class Installed implements Programs {
    private Installed() {}

    @Override
    public boolean has(String name) {
      return InstalledProgram.find(name).isPresent();
    }

    @Override
    public Result run(List<String> command, LongConsumer started) throws IOException {
      var words = new ArrayList<>(command);
      words.set(0, InstalledProgram.find(command.getFirst()).orElseThrow(() -> new IOException(command.getFirst() + " is not installed")).toString());
      Path errors = Files.createTempFile("slapos", ".err");
      try {
        var builder = new ProcessBuilder(words).redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        started.accept(process.pid());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output, Files.readString(errors, StandardCharsets.ISO_8859_1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while running " + command.getFirst(), e);
      } finally {
        Files.deleteIfExists(errors);
      }
    }
  }
}
