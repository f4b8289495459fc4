package org.slapos.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.MutuallyExclusiveGroup;
import net.sourceforge.argparse4j.inf.Namespace;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/**
 * The options that are taken anywhere on the line, before or after the command.
 *
 * @param verbosity 0 shows warnings, 1 information, 2 and more all
 * @param logTimes whether lines on the terminal begin with the time
 * @param rest what is left for the command, in order
 */
public record GlobalOptions(
    int verbosity, boolean debug, Optional<String> logFile, boolean logTimes, boolean help, boolean version, List<String> rest) {

  /** Takes the global options out of the line; everything after {@code --} is left alone. */
  static GlobalOptions parse(String[] line) throws ArgumentParserException {
    int end = Arrays.asList(line).indexOf("--");
    String[] searched = end < 0 ? line : Arrays.copyOf(line, end);
    var rest = new ArrayList<String>();
    Namespace options = parser().parseKnownArgs(searched, rest);
    if (end >= 0) {
      rest.addAll(Arrays.asList(line).subList(end, line.length));
    }
    boolean quiet = options.getBoolean("quiet");
    return new GlobalOptions(
        quiet ? 0 : 1 + options.getInt("verbose"),
        options.getBoolean("debug"),
        Optional.ofNullable(options.getString("log_file")),
        options.getBoolean("log_time"),
        options.getBoolean("help"),
        options.getBoolean("version"),
        List.copyOf(rest));
  }

  /** The parser itself, for the top-level help. */
  public static ArgumentParser parser() {
    ArgumentParser parser = Parsers.named("slapos");
    declare(parser);
    return parser;
  }

  /** The options as data. */
  public static List<OptionSpec> declared() {
    return CommandSpec.declarations(GlobalOptions::declare);
  }

  private static void declare(ArgumentParser parser) {
    parser.addArgument("-h", "--help").action(Arguments.storeTrue())
        .help("show this list, or after a command that command's help, and exit");
    parser.addArgument("--version").action(Arguments.storeTrue()).help("show the version and exit");
    MutuallyExclusiveGroup amount = parser.addMutuallyExclusiveGroup();
    amount.addArgument("-v", "--verbose").action(Arguments.count()).setDefault(0)
        .help("tell more; twice as much with two");
    amount.addArgument("-q", "--quiet").action(Arguments.storeTrue()).help("tell only warnings and errors");
    parser.addArgument("--debug").action(Arguments.storeTrue()).help("show the stack trace of an error");
    parser.addArgument("--log-file", "--logfile", "--log_file").metavar("FILE").help("also write everything to this file");
    parser.addArgument("--log-color").action(Arguments.storeTrue()).help("colour messages on a terminal (the default)");
    parser.addArgument("--log-time").action(Arguments.storeFalse()).setDefault(true)
        .help("leave the time out of messages on the terminal");
  }
}
