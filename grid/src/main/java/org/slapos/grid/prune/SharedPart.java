package org.slapos.grid.prune;

import java.nio.file.Path;
import java.util.Set;

/**
 * A shared part: {@code ROOT/NAME/SIGNATURE}.
 *
 * @param mentions signatures that its own files name
 */
record SharedPart(Path path, Set<String> mentions) {
  SharedPart {
    mentions = Set.copyOf(mentions);
  }

  String signature() {
    return path.getFileName().toString();
  }
}
