package org.slapos.cli.node;

import java.util.Set;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.MutuallyExclusiveGroup;
import org.slapos.cli.ConfigurationLookup;

/** The options of {@code node software|instance|report|promise}. Those called as a key of slapos.cfg win over it. */
final class PassOptions {
  /** Options that are spelled as their keys. */
  private static final Set<String> UNDERSCORED = Set.of(
      "maximal_delay", "key_file", "cert_file", "signature_private_key_file", "master_ca_file",
      "certificate_repository_path");

  private PassOptions() {}

  /** The option that goes with a key, as it is written on the command line. */
  static String spelling(String key) {
    return "--" + (UNDERSCORED.contains(key) ? key : key.replace('_', '-'));
  }

  static void declare(ArgumentParser parser, PassKind kind) {
    ConfigurationLookup.NODE.declare(parser);
    declareOverrides(parser);
    parser.addArgument("--maximum-periodicity").type(PassOptions::wholeNumber).metavar("SECONDS")
        .help("process an up-to-date partition again after this time (86400)");
    parser.addArgument("--promise-timeout").type(PassOptions::wholeNumber).metavar("SECONDS").help("limit of one promise (20)");
    parser.addArgument("--partition-timeout").type(PassOptions::wholeNumber).metavar("SECONDS").help("limit of one partition's buildout (none)");
    parser.addArgument("--parallelism").type(PassOptions::wholeNumber).metavar("N").help("partitions processed at the same time (1)");
    parser.addArgument("--promise-parallelism").type(PassOptions::wholeNumber).metavar("N").help("promises run at the same time (one per processor)");
    parser.addArgument("--promise-memory-limit").metavar("SIZE").help("memory of a promise's processes, such as 500M (no limit)");
    parser.addArgument("--now").action(Arguments.storeTrue()).help("do not wait a random time first (the default)");
    parser.addArgument("--maximal_delay").metavar("SECONDS").help("deprecated: wait a random time up to this first");
    switch (kind) {
      case SOFTWARE -> declareSoftware(parser);
      case INSTANCE -> declareInstance(parser);
      case PROMISE -> declareOnlyPartitions(parser.addMutuallyExclusiveGroup());
      case REPORT -> {}
    }
  }

  private static void declareOverrides(ArgumentParser parser) {
    parser.addArgument("--instance-root").metavar("DIR").help("where the partitions are");
    parser.addArgument("--software-root").metavar("DIR").help("where software releases are installed");
    parser.addArgument("--master-url").metavar("URL").help("the Master");
    parser.addArgument("--computer-id").metavar("ID").help("reference of this computer");
    parser.addArgument("--supervisord-socket").metavar("FILE").help("accepted, unused");
    parser.addArgument("--supervisord-configuration-path").metavar("FILE").help("accepted, unused");
    parser.addArgument("--buildout").metavar("FILE").help("program that bootstraps buildout");
    parser.addArgument("--pidfile").metavar("FILE").help("pid file, unless slapos.cfg names one for this pass");
    parser.addArgument("--key_file").metavar("FILE").help("key of this computer");
    parser.addArgument("--cert_file").metavar("FILE").help("certificate of this computer");
    parser.addArgument("--signature_private_key_file").metavar("FILE").help("key that signs uploads");
    parser.addArgument("--master_ca_file").metavar("FILE").help("certificates that the Master's must be signed by");
    parser.addArgument("--certificate_repository_path").metavar("DIR").help("where the partitions' certificates are");
  }

  private static void declareSoftware(ArgumentParser parser) {
    parser.addArgument("--buildout-debug").action(Arguments.storeTrue()).help("hand the terminal to buildout (-D)");
    MutuallyExclusiveGroup selection = declareForce(parser, "build also what is built");
    selection.addArgument("--only-sr", "--only").metavar("URL-OR-MD5").help("only these releases, comma separated");
    parser.addArgument("--software-parallelism").type(PassOptions::wholeNumber).metavar("N").help("releases built at the same time (1)");
    parser.addArgument("--garbage-collect").action(Arguments.storeTrue())
        .help("delete the folders of releases that the Master no longer knows");
  }

  private static void declareInstance(ArgumentParser parser) {
    parser.addArgument("--buildout-debug").action(Arguments.storeTrue()).help("hand the terminal to buildout (-D)");
    MutuallyExclusiveGroup selection = declareForce(parser, "process also what is up to date");
    declareOnlyPartitions(selection);
    parser.addArgument("--force-stop").action(Arguments.storeTrue()).help("stop the services, do not start them");
  }

  /** {@code --all} is everything by force, {@code --force} is for what is selected. */
  private static MutuallyExclusiveGroup declareForce(ArgumentParser parser, String help) {
    parser.addArgument("--force").action(Arguments.storeTrue()).help(help);
    MutuallyExclusiveGroup selection = parser.addMutuallyExclusiveGroup();
    selection.addArgument("--all").dest("force").action(Arguments.storeTrue()).help("the same, of all");
    return selection;
  }

  private static void declareOnlyPartitions(MutuallyExclusiveGroup selection) {
    selection.addArgument("--only-cp", "--only").metavar("PARTITIONS").help("only these partitions, comma separated");
  }

  /** Left as text: it is laid over the file's, and read with it. */
  private static String wholeNumber(ArgumentParser parser, Argument argument, String value) throws ArgumentParserException {
    try {
      Integer.parseInt(value);
      return value;
    } catch (NumberFormatException e) {
      throw new ArgumentParserException("invalid int value: '" + value + "'", e, parser, argument);
    }
  }
}
