package org.slapos.grid.promise;

import java.nio.file.Path;
import org.slapos.grid.log.GridLog;

/**
 * The partition whose promises are checked.
 *
 * @param buildout the release's {@code bin/buildout}, which tells the Python of the plugins
 */
public record PromiseSubject(String partition, Path folder, Path buildout, GridLog log) {
  Path plugins() {
    return folder.resolve("etc/plugin");
  }

  Path executables() {
    return folder.resolve("etc/promise");
  }

  Path state() {
    return folder.resolve(".slapgrid/promise");
  }
}
