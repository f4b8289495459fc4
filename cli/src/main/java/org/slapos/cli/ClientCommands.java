package org.slapos.cli;

import java.util.List;
import java.util.function.Supplier;
import org.slapos.cli.apply.ApplyCommand;
import org.slapos.cli.cache.BinaryLookupCommand;
import org.slapos.cli.cache.SourceLookupCommand;
import org.slapos.cli.client.ComputerInfoCommand;
import org.slapos.cli.client.ComputerListCommand;
import org.slapos.cli.client.ComputerTokenCommand;
import org.slapos.cli.client.RemoveCommand;
import org.slapos.cli.client.RequestCommand;
import org.slapos.cli.client.ServiceInfoCommand;
import org.slapos.cli.client.ServiceListCommand;
import org.slapos.cli.client.ServiceWatchCommand;
import org.slapos.cli.client.SupplyCommand;
import org.slapos.cli.console.ConsoleCommand;

/** The commands for those who request instances. */
final class ClientCommands {
  private ClientCommands() {}

  static List<CommandEntry> all() {
    return List.of(
        client("request", "request an instance, change it, or look at its connection parameters", RequestCommand::new),
        client("supply", "have a software release installed on a computer", SupplyCommand::new),
        client("remove", "have a software release removed from a computer", RemoveCommand::new),
        client("service list", "list your instance trees", ServiceListCommand::new),
        client("service info", "show one of your instance trees", ServiceInfoCommand::new),
        client("service watch", "follow the changes of one of your instance trees", ServiceWatchCommand::new),
        client("apply", "make software and services those of a file", ApplyCommand::new),
        client("console", "talk to the Master in Python or Java", ConsoleCommand::new),
        client("list", "the same as 'service list'", ServiceListCommand::new),
        client("info", "the same as 'service info'", ServiceInfoCommand::new),
        client("computer list", "list your computers", ComputerListCommand::new),
        client("computer info", "show one of your computers", ComputerInfoCommand::new),
        client("computer token", "get a token to register a new computer with", ComputerTokenCommand::new),
        cache("cachelookup binary-sr", "show for which machines the network cache has a release, built",
            BinaryLookupCommand::verifying),
        cache("cachelookup url", "show what the network cache has of a source file", SourceLookupCommand::file),
        cache("cachelookup pypi", "show what the network cache has of a Python package",
            SourceLookupCommand::pythonPackage),
        cache("cache lookup", "'cachelookup binary-sr' without verification, as before 1.7.6",
            BinaryLookupCommand::plain),
        cache("cache source", "'cachelookup url' with the keys in use before 1.7.6", SourceLookupCommand::oldFile));
  }

  private static CommandEntry cache(String name, String summary, Supplier<Command> command) {
    return new CommandEntry(name, CommandGroup.OTHER, summary, command);
  }

  private static CommandEntry client(String name, String summary, Supplier<Command> command) {
    return new CommandEntry(name, CommandGroup.CLIENT, summary, command);
  }
}
