package org.slapos.cli.node;

import org.slapos.cli.Terminal;
import org.slapos.config.SettingsReader;
import org.slapos.grid.python.InterpreterFinder;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.python.PythonToolsInstaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's Python environment, made on the first command that needs it. */
final class PreparedTools {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private PreparedTools() {}

  static PythonTools of(SettingsReader settings, Terminal terminal) {
    var finder = new InterpreterFinder(terminal.environment(), terminal.privileged());
    return new PythonToolsInstaller(finder::find, LOGGER::info)
        .prepare(PythonToolsPlace.of(settings, terminal));
  }
}
