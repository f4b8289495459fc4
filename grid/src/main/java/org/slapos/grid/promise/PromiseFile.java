package org.slapos.grid.promise;

import java.nio.file.Path;

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
    return PromiseTitle.of(name());
  }
}
