package org.slapos.testing.reference;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds Python interpreters on {@code PATH} and among pyenv's versions ({@code PYENV_ROOT}, else {@code ~/.pyenv}). */
final class PythonInterpreters {
  private final Map<String, String> environment;

  PythonInterpreters(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The first interpreter of the first of these versions ({@code 3.12}) that there is. */
  Optional<Path> find(List<String> versions) {
    return versions.stream().flatMap(version -> Stream.concat(ofPyenv(version), onPath(version))).findFirst();
  }

  /** A pyenv shim stands on PATH for versions that are not selected; the real ones come first. */
  private Stream<Path> ofPyenv(String version) {
    var root = Optional.ofNullable(environment.get("PYENV_ROOT"))
        .map(Path::of)
        .orElse(Path.of(environment.getOrDefault("HOME", "/")).resolve(".pyenv"));
    var versions = root.resolve("versions");
    if (!Files.isDirectory(versions)) {
      return Stream.empty();
    }
    try (var folders = Files.list(versions)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(version + "."))
          .sorted(Comparator.reverseOrder())
          .map(folder -> folder.resolve("bin/python3"))
          .filter(Files::isExecutable)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Path> onPath(String version) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty() && !folder.contains("pyenv/shims"))
        .map(folder -> Path.of(folder).resolve("python" + version))
        .filter(Files::isExecutable);
  }
}
