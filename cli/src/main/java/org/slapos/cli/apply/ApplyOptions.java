package org.slapos.cli.apply;

import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.ConfigurationLookup;

/** The options of {@code slapos apply}. */
final class ApplyOptions {
  private ApplyOptions() {}

  static void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    parser.addArgument("--prune").action(Arguments.storeTrue())
        .help("also destroy your services that the file does not name, and remove software from the computers it names");
    parser.addArgument("--plan").action(Arguments.storeTrue()).help("show what would change, and change nothing");
    parser.addArgument("-y", "--yes").action(Arguments.storeTrue()).help("do not ask before changing");
    parser.addArgument("--strict").action(Arguments.storeTrue())
        .help("change nothing if parameters are not what a release's schema describes");
    parser.addArgument("file").help("YAML or JSON file; - is standard input, with --yes or --plan");
  }
}
