package org.slapos.cli.node;

import java.nio.file.Path;
import org.slapos.cli.Terminal;
import org.slapos.config.SettingsReader;

/** Where the private Python environment with supervisor and buildout is: {@code python_tools} of {@code [slapos]}. */
final class PythonToolsPlace {
  private PythonToolsPlace() {}

  static Path of(SettingsReader settings, Terminal terminal) {
    return settings.path("python_tools").orElseGet(() -> terminal.privileged()
        ? Path.of("/opt/slapos/python-tools")
        : terminal.home().resolve(".slapos/python-tools"));
  }
}
