package org.slapos.grid.python;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.files.AtomicFile;

/**
 * A private virtual environment with supervisord and zc.buildout, pinned. It is complete once its marker names the pins;
 * the marker is written last, so a folder left by a kill is never taken for a finished one.
 *
 * @param folder the folder of the environment; virtual environments cannot be moved
 */
public record PythonTools(Path folder) {
  /** What is installed. zc.buildout below 6 needs pkg_resources, gone from setuptools 82. */
  public static final List<String> PINS = List.of("supervisor==4.3.0", "zc.buildout==6.0.1", "setuptools<81", "wheel");

  static final String MARKER = ".slapos-python-tools";

  public Path python() {
    return folder.resolve("bin/python");
  }

  public Path supervisord() {
    return folder.resolve("bin/supervisord");
  }

  public Path supervisorctl() {
    return folder.resolve("bin/supervisorctl");
  }

  public Path buildout() {
    return folder.resolve("bin/buildout");
  }

  /** Whether a finished environment with today's pins is there. */
  public boolean isComplete() {
    try {
      return Files.readString(folder.resolve(MARKER), UTF_8).equals(marker()) && missing().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Checks before a pass that its tools are there.
   *
   * @throws PythonToolsException naming what is missing
   */
  public void requireUsable() {
    missing().ifPresent(file -> {
      throw new PythonToolsException(
          "The node agent needs supervisor and zc.buildout, but %s is missing; prepare its Python environment %s again"
              .formatted(file, folder));
    });
  }

  private Optional<Path> missing() {
    return List.of(python(), supervisord(), buildout()).stream().filter(file -> !Files.isReadable(file)).findFirst();
  }

  /** Notes that everything is installed; the last step of making the environment. */
  public void markComplete() throws IOException {
    AtomicFile.write(folder.resolve(MARKER), marker(), "rw-r--r--");
  }

  private static String marker() {
    return String.join("\n", PINS) + "\n";
  }
}
