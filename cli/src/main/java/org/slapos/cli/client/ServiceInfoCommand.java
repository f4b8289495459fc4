package org.slapos.cli.client;

import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.output.OutputFormat;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.Slap;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** {@code slapos service info}: one instance tree of the user, as a JSON object. */
public final class ServiceInfoCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    OutputFormat.declare(parser);
    parser.addArgument("--news").action(Arguments.storeTrue()).help("show what the Master knows of its recent reports");
    parser.addArgument("reference").help("reference (title) of the instance");
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    String reference = invocation.argument("reference");
    try {
      InstanceInformation information = slap.registerOpenOrder().information(reference);
      var view = new ServiceView(information, new ReleaseTypes(invocation.terminal()));
      Value.Dict document = view.document(invocation.flag("news"));
      OutputFormat.of(invocation).ifPresentOrElse(
          format -> view.listing(document).print(format, invocation.terminal().out()),
          () -> invocation.terminal().out().println(JsonText.writeIndentedInOrder(document, 2)));
      return ExitStatus.SUCCESS;
    } catch (NotFoundException e) {
      throw new CommandFailure(ExitStatus.NOT_READY, "Instance " + reference + " does not exist.", e);
    } catch (ResourceNotReadyException e) {
      throw new CommandFailure(ExitStatus.NOT_READY, "Instance does not exist or is not ready yet.", e);
    }
  }
}
