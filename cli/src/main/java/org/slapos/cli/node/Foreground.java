package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slapos.cli.InterruptShield;

/** Hands the terminal to another program until it ends; Ctrl-C is that program's affair. */
final class Foreground {
  private Foreground() {}

  /** The program's exit status; it gets exactly that environment. */
  static int run(List<String> command, Map<String, String> environment) throws IOException {
    return run(command, environment, Path.of("").toAbsolutePath());
  }

  /** As {@link #run(List, Map)}, in a folder. */
  static int run(List<String> command, Map<String, String> environment, Path folder) throws IOException {
    var builder = new ProcessBuilder(command).inheritIO().directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    // Told to stop, we tell the program.
    var stop = Thread.ofPlatform().unstarted(() -> process.destroy());
    Runtime.getRuntime().addShutdownHook(stop);
    try (var _ = InterruptShield.raise()) {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.getFirst() + " was running", e);
    }
  }
}
