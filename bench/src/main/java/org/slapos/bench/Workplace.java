package org.slapos.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slapos.bench.measure.Side;
import org.slapos.testing.reference.ReferenceEnvironment;
import org.slapos.testing.reference.ReferenceVersion;

/**
 * Where to work, and with which programs.
 *
 * @param repository with the built product
 * @param folder for files of the scenarios; its path is short, as supervisord's socket lies below it
 */
public record Workplace(Path repository, Path folder) {

  /** The program {@code slapos} of a side. */
  public Path slapos(Side side) {
    return switch (side) {
      case OURS -> repository.resolve("bin/slapos");
      case NEW -> ReferenceEnvironment.of(ReferenceVersion.NEW).executable("slapos");
      case OLD -> ReferenceEnvironment.of(ReferenceVersion.OLD).executable("slapos");
    };
  }

  /** A new folder. */
  public Path newFolder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
