package org.slapos.grid.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slapos.config.IoReason;
import org.slapos.grid.files.Trees;

/** Makes the private Python environment, once; several processes may ask at the same time. */
public final class PythonToolsInstaller {
  private final Supplier<Interpreter> finder;
  private final Consumer<String> progress;

  /**
   * @param finder asked only when the environment has to be made
   * @param progress receives one line per step, for people
   */
  public PythonToolsInstaller(Supplier<Interpreter> finder, Consumer<String> progress) {
    this.finder = finder;
    this.progress = progress;
  }

  /**
   * The environment in a folder, made now if it is not complete. The package index is pip's own configuration.
   *
   * @throws PythonToolsException if there is no interpreter, if pip fails or if a tool does not start
   */
  public PythonTools prepare(Path folder) {
    var tools = new PythonTools(folder.toAbsolutePath());
    if (tools.isComplete()) {
      return tools;
    }
    try {
      Path parent = tools.folder().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try (FileChannel channel = FileChannel.open(
              beside(tools, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        // Whoever held the lock before may have finished it.
        if (lock.isValid() && !tools.isComplete()) {
          install(tools);
        }
      }
    } catch (IOException e) {
      throw new PythonToolsException(
          "Cannot prepare the Python environment %s: %s".formatted(folder, IoReason.of(e)), e);
    }
    return tools;
  }

  private void install(PythonTools tools) throws IOException {
    Interpreter interpreter = finder.get();
    progress.accept("Preparing supervisord and buildout with Python %s in %s"
        .formatted(interpreter.version(), tools.folder()));
    clear(tools.folder());
    Path log = beside(tools, ".log");
    Files.deleteIfExists(log);
    run(log, "creating the environment", interpreter.executable().toString(), "-m", "venv", tools.folder().toString());
    progress.accept("Installing " + String.join(", ", PythonTools.PINS));
    var pip = new ArrayList<>(List.of(
        tools.python().toString(), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"));
    pip.addAll(PythonTools.PINS);
    run(log, "installing its packages", pip.toArray(String[]::new));
    run(log, "starting supervisord", tools.python().toString(), tools.supervisord().toString(), "--version");
    run(log, "starting buildout", tools.python().toString(), tools.buildout().toString(), "--version");
    tools.markComplete();
    progress.accept("supervisord and buildout are ready");
  }

  /** Removes what an interrupted installation or older pins left, and nothing else. */
  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.exists(folder.resolve("pyvenv.cfg")) && !isEmptyFolder(folder)) {
      throw new PythonToolsException(
          folder + " is in the way: it is no Python environment; move it or choose another place for python_tools");
    }
    Trees.delete(folder);
  }

  private static boolean isEmptyFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void run(Path log, String step, String... command) throws IOException {
    var builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeAll(List.of("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"));
    builder.environment().put("PYTHONNOUSERSITE", "true");
    int status;
    try {
      status = builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + step, e);
    }
    if (status != 0) {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log, UTF_8) : List.of();
      throw new PythonToolsException("Preparing the Python environment failed while %s (exit %d); see %s; it ends with: %s"
          .formatted(step, status, log, lines.isEmpty() ? "(nothing)" : lines.getLast()));
    }
  }

  private static Path beside(PythonTools tools, String suffix) {
    return tools.folder().resolveSibling(tools.folder().getFileName() + suffix);
  }
}
