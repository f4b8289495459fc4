package org.slapos.cli.node;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.SettingsReader;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;

/** {@code slapos node bang}: asks the Master to have all partitions of this computer processed again. */
public final class NodeBangCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("-m", "--message").metavar("TEXT").help("why, for those who read the Master's log");
  }

  @Override
  public int run(Invocation invocation) {
    SettingsReader settings = NodeSection.reader(NodeSection.read(invocation), invocation);
    RootCheck.honour(settings, invocation.terminal());
    ConnectionSettings connection = MasterConnection.read(settings);
    String computer = settings.requiredText("computer_id");
    settings.finish();
    invocation.terminal().out().println("Banging to '" + connection.masterUrl() + "'");
    // The wire has a text for "no message", and the reference shows it.
    String message = invocation.text("message").orElse("None");
    ClassicSlap.connect(connection, invocation.terminal().environment()).registerComputer(computer).bang(message);
    String shown = invocation.text("message").map(text -> "'" + text + "'").orElse("None");
    invocation.terminal().out().println("Bang with message " + shown);
    return ExitStatus.SUCCESS;
  }
}
