package org.slapos.cli.complete;

import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandTable;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.GlobalOptions;
import org.slapos.cli.Invocation;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/** {@code slapos complete}: prints a completion script for a shell. */
public final class CompleteCommand implements Command {
  private final CommandTable table;

  public CompleteCommand(CommandTable table) {
    this.table = table;
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("--name").setDefault("slapos").metavar("NAME").help("the command that is completed (slapos)");
    parser.addArgument("--shell").setDefault("bash").choices("bash", "zsh", "fish", "none")
        .help("for which shell (bash); none prints the words alone");
  }

  @Override
  public int run(Invocation invocation) {
    String name = invocation.argument("name");
    invocation.terminal().out().print(script(table, invocation.argument("shell"), name));
    return ExitStatus.SUCCESS;
  }

  /** The script for a shell. */
  public static String script(CommandTable table, String shell, String name) {
    List<CommandSpec> commands = table.all().stream().map(CommandSpec::of).toList();
    List<OptionSpec> global = GlobalOptions.declared();
    return switch (shell) {
      case "bash" -> new BashScript(commands, global, name).text();
      case "zsh" -> new ZshScript(commands, global, name).text();
      case "fish" -> new FishScript(commands, global, name).text();
      default -> new CommandWords(commands).lines();
    };
  }
}
