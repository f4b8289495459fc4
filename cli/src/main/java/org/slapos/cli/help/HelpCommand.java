package org.slapos.cli.help;

import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.CommandTable;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.Slapos;

/** {@code slapos help [COMMAND]}. */
public final class HelpCommand implements Command {
  private final CommandTable table;

  public HelpCommand(CommandTable table) {
    this.table = table;
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("command").nargs("*").help("the words of a command, such as: node software");
  }

  @Override
  public int run(Invocation invocation) {
    List<String> words = invocation.list("command");
    if (words.isEmpty()) {
      invocation.terminal().out().print(new TopLevelHelp(table).text());
      return ExitStatus.SUCCESS;
    }
    var match = table.find(words)
        .filter(found -> found.arguments().isEmpty())
        .orElseThrow(() -> new CommandFailure(ExitStatus.REFUSED, table.explainUnknown(words)));
    var parser = Slapos.parser(match.entry(), match.entry().command().get());
    invocation.terminal().out().print(HelpPage.of(match.entry(), parser));
    return ExitStatus.SUCCESS;
  }
}
