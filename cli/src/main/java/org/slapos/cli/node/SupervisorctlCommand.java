package org.slapos.cli.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;

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
    return run(invocation, action, invocation.list("arguments"));
  }

  /** Hands the terminal to supervisorctl. */
  static int run(Invocation invocation, Optional<String> action, List<String> arguments) throws IOException {
    SupervisorAccess access = SupervisorAccess.of(invocation);
    var command = new ArrayList<>(List.of(
        access.tools().python().toString(), access.tools().supervisorctl().toString(), "-c",
        access.layout().configuration().toString()));
    action.ifPresent(command::add);
    command.addAll(arguments);
    return Foreground.run(command, invocation.terminal().environment());
  }
}
