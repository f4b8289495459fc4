package org.slapos.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import org.slapos.cli.help.HelpPage;
import org.slapos.cli.help.TopLevelHelp;
import org.slapos.cli.log.Logging;
import org.slapos.config.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the {@code slapos} command: from the words of the line to an exit status. */
public final class Slapos {
  private final CommandTable table;
  private final Terminal terminal;

  public Slapos(CommandTable table, Terminal terminal) {
    this.table = table;
    this.terminal = terminal;
  }

  /** Runs the command of that line; never throws. */
  public int run(String... line) {
    try {
      return run(GlobalOptions.parse(line));
    } catch (ArgumentParserException e) {
      return usageError("slapos", e);
    }
  }

  private int run(GlobalOptions global) {
    if (global.version()) {
      terminal.out().println("slapos " + Version.text() + " (Java " + Runtime.version().feature() + ")");
      return ExitStatus.SUCCESS;
    }
    if (global.rest().isEmpty()) {
      terminal.out().print(new TopLevelHelp(table).text());
      return ExitStatus.SUCCESS;
    }
    Optional<CommandTable.Match> match = table.find(global.rest());
    if (match.isEmpty()) {
      return unknownCommand(global.rest());
    }
    return run(match.get(), global);
  }

  private int run(CommandTable.Match match, GlobalOptions global) {
    Command command = match.entry().command().get();
    ArgumentParser parser = parser(match.entry(), command);
    if (global.help()) {
      terminal.out().print(HelpPage.of(match.entry(), parser));
      return ExitStatus.SUCCESS;
    }
    try (var _ = Logging.start(global, terminal)) {
      var options = parser.parseArgs(match.parsedArguments().toArray(String[]::new));
      return guarded(command, new Invocation(options, global, terminal));
    } catch (ArgumentParserException e) {
      return usageError(parser.formatUsage(), "slapos " + match.entry().name(), e);
    } catch (IOException e) {
      terminal.err().println("slapos: cannot write the log file: " + e.getMessage());
      return ExitStatus.FAILURE;
    }
  }

  /** The parser of one command, as its help and its usage errors need it too. */
  public static ArgumentParser parser(CommandEntry entry, Command command) {
    ArgumentParser parser = Parsers.named("slapos " + entry.name());
    parser.description(entry.summary());
    command.declare(parser);
    return parser;
  }

  private static int guarded(Command command, Invocation invocation) {
    Logger logger = LoggerFactory.getLogger("slapos");
    try {
      return command.run(invocation);
    } catch (CommandFailure e) {
      report(logger, e);
      return e.status();
    } catch (IOException | RuntimeException e) {
      report(logger, e);
      return ExitStatus.FAILURE;
    }
  }

  /** The trace goes to the log file, and to the terminal with {@code --debug}. */
  private static void report(Logger logger, Exception failure) {
    String message = failure instanceof IOException io ? IoReason.of(io) : failure.getMessage();
    logger.error(message == null ? failure.getClass().getSimpleName() : message, failure);
  }

  private int unknownCommand(List<String> words) {
    String first = words.getFirst();
    if (first.startsWith("-")) {
      terminal.err().println("slapos: invalid option '" + first + "'. The options that fit anywhere: slapos --help");
      return ExitStatus.REFUSED;
    }
    terminal.err().println(table.explainUnknown(words));
    return ExitStatus.REFUSED;
  }

  private int usageError(String usage, String command, ArgumentParserException e) {
    terminal.err().print(usage);
    return usageError(command, e);
  }

  private int usageError(String command, ArgumentParserException e) {
    terminal.err().println(command + ": error: " + e.getMessage());
    return ExitStatus.USAGE;
  }
}
