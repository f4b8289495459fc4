package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One promise of a partition. Its state files are kept under its title, so a plugin and an executable may share them. */
sealed interface PromiseFile {
  Path path();

  /** A Python module with a class {@code RunPromise}. */
  record Plugin(Path path) implements PromiseFile {}

  /** Any program. */
  record Executable(Path path) implements PromiseFile {}

  default String name() {
    return path().getFileName().toString();
  }

  /** The name without its last extension. */
  default String title() {
    int dot = name().lastIndexOf('.');
    return dot > 0 ? name().substring(0, dot) : name();
  }

  /** Plugins first, then executables, each by name, so that every run reports the same one first. */
  static List<PromiseFile> of(PromiseSubject subject) throws IOException {
    var found = new ArrayList<PromiseFile>();
    for (Path path : entries(subject.plugins())) {
      String name = path.getFileName().toString();
      removeIfStale(path, name, subject);
      if (name.endsWith(".py") && !name.startsWith("__init__")) {
        found.add(new Plugin(path));
      }
    }
    for (Path path : entries(subject.executables())) {
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        found.add(new Executable(path));
      } else {
        subject.log().warn("Bad promise file at '%s'.".formatted(path));
      }
    }
    return found;
  }

  /** Python would still import the compiled form of a plugin that is gone. */
  private static void removeIfStale(Path path, String name, PromiseSubject subject) throws IOException {
    boolean compiled = name.endsWith(".pyc") || name.endsWith(".pyo");
    if (compiled && !Files.exists(path.resolveSibling(name.substring(0, name.length() - 1)))) {
      Files.delete(path);
      subject.log().debug("Removed stale '%s'".formatted(path));
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        found.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(found);
    return found;
  }
}
