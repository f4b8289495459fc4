package org.slapos.grid.promise;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.slapos.grid.log.GridLog;

/**
 * The partition whose promises are checked.
 *
 * @param buildout the release's {@code bin/buildout}, which tells the Python of the plugins
 * @param bang asks the Master, with a reason, to have the whole instance tree processed again
 */
public record PromiseSubject(String partition, Path folder, Path buildout, Consumer<String> bang, GridLog log) {
  private static final Path PLUGINS = Path.of("etc/plugin");
  private static final Path EXECUTABLES = Path.of("etc/promise");
  private static final Path STATE = Path.of(".slapgrid/promise");

  PromiseSubject logging(GridLog other) {
    return new PromiseSubject(partition, folder, buildout, bang, other);
  }

  Path plugins() {
    return folder.resolve(PLUGINS);
  }

  Path executables() {
    return folder.resolve(EXECUTABLES);
  }

  Path state() {
    return folder.resolve(STATE);
  }
}
