package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.SettingsReader;
import org.slapos.grid.process.PartitionShell;
import org.slapos.grid.process.Privileges;

/** {@code slapos node exec PARTITION -- COMMAND}: runs a command as a partition's user, as its services would. */
public final class NodeExecCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("partition").metavar("PARTITION").help("such as slappart0");
    parser.addArgument("command").nargs("*").metavar("COMMAND").help("after --, with its arguments; a shell without one");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    SettingsReader reader = NodeSection.reader(NodeSection.read(invocation), invocation);
    RootCheck.honour(reader, invocation.terminal());
    Path instanceRoot = reader.requiredPath("instance_root");
    boolean rootCheck = reader.truth("root_check", true);
    reader.finish();
    Path folder = PartitionArgument.folder(instanceRoot, invocation.argument("partition"));
    List<String> command = invocation.list("command");
    try {
      PartitionShell shell = PartitionShell.of(
          command.isEmpty() ? List.of("/bin/sh") : command, folder, instanceRoot,
          Privileges.ofThisProcess(rootCheck), invocation.terminal().environment());
      return Foreground.run(shell.argv(), shell.environment(), shell.folder());
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitStatus.FAILURE, String.valueOf(e.getMessage()), e);
    }
  }
}
