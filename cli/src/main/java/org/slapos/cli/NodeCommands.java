package org.slapos.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.cli.configure.ConfigureClientCommand;
import org.slapos.cli.configure.ConfigureLocalCommand;
import org.slapos.cli.configure.NodeRegisterCommand;
import org.slapos.cli.node.NodeAgentCommand;
import org.slapos.cli.node.NodeBangCommand;
import org.slapos.cli.node.NodeBootCommand;
import org.slapos.cli.node.NodeCollectCommand;
import org.slapos.cli.node.NodeExecCommand;
import org.slapos.cli.node.NodeFormatCommand;
import org.slapos.cli.node.NodeLogsCommand;
import org.slapos.cli.node.NodePassCommand;
import org.slapos.cli.node.NodePruneCommand;
import org.slapos.cli.node.StatusCommand;
import org.slapos.cli.node.SupervisorctlCommand;
import org.slapos.cli.node.SupervisordCommand;
import org.slapos.cli.node.WatchdogCommand;
import org.slapos.cli.quickstart.QuickstartCommand;
import org.slapos.cli.tio.TioShowCommand;
import org.slapos.cli.tio.TioValidateCommand;

/** The commands for those who run a node. */
final class NodeCommands {
  /** Actions of supervisorctl that are commands of their own. */
  private static final Map<String, String> SHORT_FORMS = Map.of(
      "start", "start services",
      "stop", "stop services",
      "restart", "restart services",
      "tail", "show the end of a service's log");

  private NodeCommands() {}

  static List<CommandEntry> all() {
    var commands = new ArrayList<CommandEntry>(List.of(
        new CommandEntry(
            "quickstart",
            CommandGroup.START,
            "from nothing to a running service, in one folder, without root",
            QuickstartCommand::new),
        new CommandEntry(
            "configure local",
            CommandGroup.START,
            "make this machine a node with a Master of its own",
            ConfigureLocalCommand::new),
        new CommandEntry(
            "configure client", CommandGroup.START, "get a client certificate for a token", ConfigureClientCommand::new),
        new CommandEntry(
            "node register",
            CommandGroup.START,
            "make this machine a computer of a Master, with a token",
            NodeRegisterCommand::new),
        node("node boot", "after a start of the machine: wait for the network, format, bang", NodeBootCommand::new),
        node("node format", "make the partitions of this machine and tell the Master", NodeFormatCommand::new),
        node("node software", "install and remove software releases", NodePassCommand::software),
        node("node instance", "deploy, start and stop the instances of this node", NodePassCommand::instance),
        node("node promise", "run the promises of the started instances", NodePassCommand::promise),
        node("node report", "report usage, and empty the partitions of destroyed instances", NodePassCommand::report),
        node("node prune", "remove shared parts that no software release uses any more", NodePruneCommand::new),
        node("node status", "show the services and their states", StatusCommand::new),
        node("node logs", "show and follow all logs of a partition", NodeLogsCommand::new),
        node("node exec", "run a command as a partition's user", NodeExecCommand::new),
        node("node agent", "all passes of this node in one process that stays; its status", () -> new NodeAgentCommand(CommandTable::standard)),
        node("node bang", "have all partitions of this node processed again", NodeBangCommand::new),
        node("node collect", "measure this machine and its partitions once", NodeCollectCommand::new),
        node("node supervisord", "start the node's supervisord", SupervisordCommand::new),
        node("node watchdog", "tell the Master of services that ended; supervisord runs it", WatchdogCommand::new),
        new CommandEntry(
            "tio validate", CommandGroup.OTHER, "check TioFormat files (usage, invoices)", TioValidateCommand::new),
        new CommandEntry("tio show", CommandGroup.OTHER, "show what a TioFormat file says", TioShowCommand::new),
        supervisor("node supervisorctl", "talk to supervisord", Optional.empty())));
    SHORT_FORMS.forEach(
        (action, summary) -> commands.add(supervisor("node " + action, summary, Optional.of(action))));
    return commands;
  }

  private static CommandEntry node(String name, String summary, Supplier<Command> command) {
    return new CommandEntry(name, CommandGroup.NODE, summary, command);
  }

  private static CommandEntry supervisor(String name, String summary, Optional<String> action) {
    return new CommandEntry(name, CommandGroup.NODE, summary, true, () -> new SupervisorctlCommand(action));
  }
}
