package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.SettingsReader;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.supervisor.SupervisorDaemon;
import org.slapos.grid.supervisor.SupervisorLayout;

/** {@code slapos node supervisorctl} and its short forms {@code status}, {@code start}, {@code stop}, ... */
public final class SupervisorctlCommand implements Command {
  private final Optional<String> action;

  /**
   * @param action of supervisorctl; empty for the command that takes it as an argument
   */
  public SupervisorctlCommand(Optional<String> action) {
    this.action = action;
  }

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("arguments").nargs("*").help("given to supervisorctl as they are, such as slappart0:*");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
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
    var command = new ArrayList<>(List.of(
        tools.python().toString(), tools.supervisorctl().toString(), "-c", layout.configuration().toString()));
    action.ifPresent(command::add);
    command.addAll(invocation.list("arguments"));
    return Foreground.run(command, invocation.terminal().environment());
  }
}
