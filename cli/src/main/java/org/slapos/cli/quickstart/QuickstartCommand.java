package org.slapos.cli.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.Terminal;
import org.slapos.cli.log.Logging;

/** {@code slapos quickstart}: a complete SlapOS in one folder, with a first instance running in it. */
public final class QuickstartCommand implements Command {
  private static final int STEPS = 8;

  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("--directory").metavar("DIR").setDefault("quickstart")
        .help("where everything goes (./quickstart)");
    parser.addArgument("--stop").action(Arguments.storeTrue()).help("stop all that a quickstart has started there");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Terminal terminal = invocation.terminal();
    var layout = new QuickstartLayout(terminal.path(invocation.argument("directory")).normalize());
    if (invocation.flag("stop")) {
      terminal.out().println(new QuickstartStop(layout).stop());
      return ExitStatus.SUCCESS;
    }
    Path launcher = terminal.variable("SLAPOS_LAUNCHER").map(Path::of).orElseThrow(() -> new CommandFailure(
        ExitStatus.FAILURE, "quickstart must be started with bin/slapos, which says where the samples are"));
    var folders = new QuickstartFolders(layout);
    folders.make();
    Logging.addFile(layout.log("quickstart"));
    if (invocation.global().verbosity() < 2) {
      Logging.silenceConsole();
    }
    var display = new StepDisplay(terminal.out(), terminal.color(), InstantSource.system(), STEPS);
    var quickstart = new Quickstart(layout, launcher, terminal, display);
    quickstart.run();
    return ExitStatus.SUCCESS;
  }
}
