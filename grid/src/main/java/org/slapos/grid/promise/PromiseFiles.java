package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The promises of a partition.
 *
 * @param sound whether their folder holds nothing that is no promise
 */
record PromiseFiles(List<PromiseFile> all, boolean sound) {

  /** Plugins first, then executables, each by name, so that every run reports the same one first. */
  static PromiseFiles of(PromiseSubject subject) throws IOException {
    var found = new ArrayList<PromiseFile>();
    boolean sound = true;
    for (Path path : entries(subject.plugins())) {
      String name = path.getFileName().toString();
      removeIfStale(path, name, subject);
      if (name.endsWith(".py") && !name.startsWith("__init__")) {
        found.add(new PromiseFile.Plugin(path));
      }
    }
    for (Path path : entries(subject.executables())) {
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        found.add(new PromiseFile.Executable(path));
      } else {
        subject.log().warn("Bad promise file at '%s'.".formatted(path));
        sound = false;
      }
    }
    return new PromiseFiles(found, sound);
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
