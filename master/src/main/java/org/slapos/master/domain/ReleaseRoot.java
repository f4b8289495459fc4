package org.slapos.master.domain;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folder below which the releases lie that are files of this machine (reference: proxy.md, 8). When it is another one
 * than before, the same releases are looked for below the new one.
 *
 * @param path absolute
 */
public record ReleaseRoot(Path path) {
  /** Where nothing is configured. */
  public static final ReleaseRoot DEFAULT = new ReleaseRoot(Path.of("/"));

  public ReleaseRoot {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("The local software release root must be absolute: " + path);
    }
    path = path.normalize();
  }

  /** Releases move between folders of which none contains the other; one inside the other holds them already. */
  boolean movesFrom(ReleaseRoot former) {
    return !path.startsWith(former.path) && !former.path.startsWith(path);
  }

  /**
   * Where a release of the former root is now; empty for all that stay: others, and those of which only the former file
   * exists.
   */
  Optional<String> moved(String url, ReleaseRoot former, Predicate<Path> exists) {
    if (!url.startsWith("/")) {
      return Optional.empty();
    }
    Path old;
    try {
      old = Path.of(url).normalize();
    } catch (InvalidPathException e) {
      // No file has such a name.
      return Optional.empty();
    }
    if (!old.startsWith(former.path)) {
      return Optional.empty();
    }
    var now = path.resolve(former.path.relativize(old)).normalize();
    return exists.test(old) && !exists.test(now) ? Optional.empty() : Optional.of(now.toString());
  }
}
