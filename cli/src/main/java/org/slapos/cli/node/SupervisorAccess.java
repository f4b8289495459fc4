package org.slapos.cli.node;

import java.nio.file.Files;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.SettingsReader;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.supervisor.SupervisorDaemon;
import org.slapos.grid.supervisor.SupervisorLayout;

/** The node's supervisord, running unless its launch is forbidden. */
record SupervisorAccess(SupervisorLayout layout, PythonTools tools) {

  /** Finds it, and starts it if need be. */
  static SupervisorAccess of(Invocation invocation) {
    SettingsReader settings = NodeSection.reader(NodeSection.read(invocation), invocation);
    RootCheck.honour(settings, invocation.terminal());
    var layout = new SupervisorLayout(settings.requiredPath("instance_root"));
    boolean forbidden = settings.truth("forbid_supervisord_automatic_launch", false);
    settings.finish();
    if (!Files.exists(layout.configuration())) {
      throw new CommandFailure(
          ExitStatus.FAILURE, layout.configuration() + " does not exist. It is written by: slapos node supervisord");
    }
    PythonTools tools = PreparedTools.of(settings, invocation.terminal());
    if (!forbidden) {
      new SupervisorDaemon(layout, tools, new MainLog()).ensureRunning();
    }
    return new SupervisorAccess(layout, tools);
  }
}
