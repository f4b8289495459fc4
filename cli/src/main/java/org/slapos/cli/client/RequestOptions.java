package org.slapos.cli.client;

import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.cli.schema.Serialisation;
import org.slapos.cli.wait.WaitOptions;

/** The options of {@code slapos request}. */
final class RequestOptions {
  private RequestOptions() {}

  static void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    parser.addArgument("--node").nargs("+").metavar("KEY=VALUE")
        .help("where it may run, such as computer_guid=COMP-1");
    parser.addArgument("--type").help("software type; the release's default without it");
    parser.addArgument("--state").metavar("started|stopped|destroyed")
        .help("what is wanted; without it an existing instance stays as it is");
    parser.addArgument("--slave").action(Arguments.storeTrue()).help("request a shared (slave) instance");
    var parameters = parser.addMutuallyExclusiveGroup();
    parameters.addArgument("--parameters").nargs("+").metavar("KEY=VALUE")
        .help("all parameters of the instance: they replace those it had");
    parameters.addArgument("--parameters-file").metavar("FILE")
        .help("all parameters, from a JSON file, or YAML or XML by its ending; - is standard input");
    parser.addArgument("--force-serialisation").choices(Serialisation.XML.word(), Serialisation.JSON_IN_XML.word())
        .help("how to send the file, against what the release's schema says");
    parser.addArgument("--strict").action(Arguments.storeTrue())
        .help("request nothing if the parameters are not what the release's schema describes");
    parser.addArgument("--plan").action(Arguments.storeTrue())
        .help("show what the request would change, and change nothing");
    WaitOptions.declare(parser, "the instance is as requested");
    parser.addArgument("reference").help("reference (title) of the instance");
    parser.addArgument("software_url").help("URL or path of the software release, or a product as product.NAME");
  }

  static Optional<Serialisation> forced(Invocation invocation) {
    return invocation.text("force_serialisation").flatMap(Serialisation::of);
  }
}
