package org.slapos.testing.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A virtual environment with the reference in it, under {@code target/reference/} of the repository. It is made at the
 * first use, which takes a minute and a package index; later uses, also by other processes, find it.
 *
 * <p>The system properties {@code slapos.reference.new} and {@code slapos.reference.old} name environments that exist
 * already, to use instead.
 */
public final class ReferenceEnvironment {
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path folder;

  private ReferenceEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * The environment of that version, made if need be.
   *
   * @throws IllegalStateException if no fitting Python is found or the installation fails; the message says which
   *     version is missing, or where the log is
   */
  public static ReferenceEnvironment of(ReferenceVersion version) {
    var given = System.getProperty("slapos.reference." + version.name().toLowerCase(Locale.ROOT));
    if (given != null) {
      return new ReferenceEnvironment(Path.of(given).toAbsolutePath());
    }
    return new ReferenceEnvironment(made("v" + version.version(), version.pythons(), version.installs()));
  }

  /** The folder of an environment below {@code target/reference/}, made if need be. */
  static Path made(String name, List<String> pythons, List<List<String>> installs) {
    var root = repository(Path.of("").toAbsolutePath()).resolve("target/reference");
    IN_THIS_PROCESS.lock();
    try {
      Files.createDirectories(root);
      return made(name, pythons, installs, root, System.getenv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  /** Why that version cannot be had on this machine; empty if it can, or is there already. For skipping tests. */
  public static Optional<String> missingFor(ReferenceVersion version) {
    var given = System.getProperty("slapos.reference." + version.name().toLowerCase(Locale.ROOT));
    return given != null || new PythonInterpreters(System.getenv()).find(version.pythons()).isPresent()
        ? Optional.empty()
        : Optional.of(missing("slapos.core " + version.version(), version.pythons()));
  }

  private static String missing(String what, List<String> pythons) {
    return "%s needs Python %s, which is neither on PATH nor among pyenv's versions"
        .formatted(what, String.join(" or ", pythons));
  }

  static Path repository(Path start) {
    for (var folder = Optional.of(start); folder.isPresent(); folder = folder.map(Path::getParent)) {
      if (Files.exists(folder.get().resolve("mvnw"))) {
        return folder.get();
      }
    }
    throw new IllegalStateException("No repository above " + start + ": there is no mvnw");
  }

  private static Path made(
      String name, List<String> pythons, List<List<String>> installs, Path root, Map<String, String> environment)
      throws IOException {
    var folder = root.resolve(name);
    var complete = folder.resolve(".complete");
    var recipe = installs.toString();
    try (var channel = FileChannel.open(
            root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (!Files.exists(complete) || !Files.readString(complete).equals(recipe)) {
        var python = new PythonInterpreters(environment)
            .find(pythons)
            .orElseThrow(() -> new IllegalStateException(missing(name, pythons)));
        install(installs, python, folder);
        Files.writeString(complete, recipe);
      }
    }
    return folder;
  }

  private static void install(List<List<String>> installs, Path python, Path folder) throws IOException {
    var log = folder.resolveSibling(folder.getFileName() + ".log");
    run(log, List.of(python.toString(), "-m", "venv", "--clear", folder.toString()));
    for (var packages : installs) {
      var pip = List.of(folder.resolve("bin/python").toString(), "-m", "pip", "install", "--no-input",
          "--disable-pip-version-check");
      run(log, Stream.concat(pip.stream(), packages.stream()).toList());
    }
  }

  private static void run(Path log, List<String> command) throws IOException {
    var process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s failed with status %d, see %s".formatted(String.join(" ", command), process.exitValue(), log));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while installing the reference", e);
    }
  }

  /** The virtual environment. */
  public Path folder() {
    return folder;
  }

  /**
   * A program of the environment, such as {@code slapos}, {@code python}, {@code supervisord} or {@code buildout}.
   *
   * @throws IllegalStateException if it has none of that name
   */
  public Path executable(String name) {
    var file = folder.resolve("bin").resolve(name);
    if (!Files.isExecutable(file)) {
      throw new IllegalStateException("No program " + file);
    }
    return file;
  }
}
