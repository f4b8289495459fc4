package org.slapos.testing.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a {@link Standalone} is set up.
 *
 * @param folder where everything is, kept at the end; empty for a temporary one, which goes. The path must be short, for
 *     supervisord's socket
 * @param partitions how many instances there is room for
 * @param pythonTools private Python environment with supervisor and zc.buildout, made there if need be; keep it between
 *     runs, as it takes half a minute and a package index
 * @param environment what buildout and promises see of the environment
 */
public record StandaloneSettings(
    Optional<Path> folder, int partitions, Path pythonTools, Map<String, String> environment) {
  /** Names the Python environment, where it is not the usual one. */
  public static final String PYTHON_TOOLS = "slapos.python-tools";

  private static final int USUAL_PARTITIONS = 5;

  public StandaloneSettings {
    if (partitions < 1 || partitions > 200) {
      throw new IllegalArgumentException("from 1 to 200 partitions, not " + partitions);
    }
    environment = Map.copyOf(environment);
  }

  /**
   * Five partitions in a temporary folder; the Python environment is that of the system property {@value #PYTHON_TOOLS},
   * else the one of the {@code slapos} command, {@code ~/.slapos/python-tools}.
   */
  public static StandaloneSettings usual() {
    Path tools = Optional.ofNullable(System.getProperty(PYTHON_TOOLS)).map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".slapos", "python-tools"));
    return new StandaloneSettings(Optional.empty(), USUAL_PARTITIONS, tools.toAbsolutePath(), System.getenv());
  }

  public StandaloneSettings in(Path newFolder) {
    return new StandaloneSettings(Optional.of(newFolder.toAbsolutePath()), partitions, pythonTools, environment);
  }

  public StandaloneSettings withPartitions(int count) {
    return new StandaloneSettings(folder, count, pythonTools, environment);
  }

  public StandaloneSettings withPythonTools(Path tools) {
    return new StandaloneSettings(folder, partitions, tools.toAbsolutePath(), environment);
  }
}
