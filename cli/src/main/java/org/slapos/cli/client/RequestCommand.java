package org.slapos.cli.client;

import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.Slap;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos request}: requests an instance or changes it, and shows its connection parameters. */
public final class RequestCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    parser.addArgument("--node").nargs("+").metavar("KEY=VALUE")
        .help("where it may run, such as computer_guid=COMP-1");
    parser.addArgument("--type").help("software type; the release's default without it");
    parser.addArgument("--state").help("started, stopped or destroyed; without it an existing instance stays as it is");
    parser.addArgument("--slave").action(Arguments.storeTrue()).help("request a shared (slave) instance");
    parser.addArgument("--parameters").nargs("+").metavar("KEY=VALUE")
        .help("all parameters of the instance: they replace those it had");
    parser.addArgument("reference").help("reference (title) of the instance");
    parser.addArgument("software_url").help("URL or path of the software release, or a product as product.NAME");
  }

  @Override
  public int run(Invocation invocation) {
    var parameters = KeyValues.parse("--parameters", invocation.list("parameters"));
    var filter = KeyValues.parse("--node", invocation.list("node"));
    ClientConfiguration configuration = ClientConfiguration.read(invocation);
    Slap slap = configuration.connect();
    String url = SoftwareUrl.resolve(invocation.argument("software_url"), slap);
    String reference = invocation.argument("reference");
    Optional<String> state = configuration.option(invocation, "state");
    LOGGER.info("Requesting {} as an instance of {} ...", reference, url);
    ComputerPartition partition = slap.registerOpenOrder().request(new InstanceRequest(
        url,
        configuration.option(invocation, "type").orElse(InstanceRequest.DEFAULT_TYPE),
        reference,
        parameters,
        filter,
        state,
        invocation.flag("slave")));
    return show(partition, state, invocation.flag("slave"));
  }

  private static int show(ComputerPartition partition, Optional<String> requested, boolean shared) {
    try {
      Value connection = ParameterView.connection(partition.connectionParameters());
      // A shared instance has no state of its own on the wire; what was asked for is all that can be said.
      String state = shared ? requested.orElse("started") : partition.state();
      LOGGER.info("Instance requested.\nState is : {}.", state);
      LOGGER.info("Connection parameters of instance are:");
      LOGGER.info("{}", PythonLayout.of(connection));
      LOGGER.info("You can rerun the command to get up-to-date information.");
      return ExitStatus.SUCCESS;
    } catch (ResourceNotReadyException e) {
      LOGGER.warn("Instance requested. Master is provisioning it. "
          + "Please rerun in a couple of minutes to get connection information.");
      return ExitStatus.NOT_READY;
    }
  }
}
