package org.slapos.cli.complete;

import java.util.Optional;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/** Names that only a running SlapOS knows, and the command that tells them; a Master that does not answer costs three seconds. */
enum LiveNames {
  SERVICES("service list --format name"),
  COMPUTERS("computer list --format name"),
  PROCESSES("node status", " | awk '{print $1}'");

  private static final String PATIENCE = "timeout 3 ";

  private final String command;
  private final String filter;

  LiveNames(String command) {
    this(command, "");
  }

  LiveNames(String command, String filter) {
    this.command = command;
    this.filter = filter;
  }

  /** The shell command, quiet; each line is a name, perhaps with blanks in it. */
  String shell(String program) {
    return PATIENCE + program + " -q " + command + " 2>/dev/null" + filter;
  }

  /** The names that an argument takes. */
  static Optional<LiveNames> of(CommandSpec command, OptionSpec argument) {
    String name = argument.names().getFirst();
    return switch (command.entry().name()) {
      case "request", "service info", "service watch", "info" ->
          name.equals("reference") ? Optional.of(SERVICES) : Optional.empty();
      case "computer info" -> name.equals("reference") ? Optional.of(COMPUTERS) : Optional.empty();
      case "supply", "remove" -> name.equals("node") ? Optional.of(COMPUTERS) : Optional.empty();
      case "node start", "node stop", "node restart", "node tail", "node status" ->
          argument.isArgument() ? Optional.of(PROCESSES) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
