package org.slapos.cli.client;

import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.output.Listing;
import org.slapos.cli.output.OutputFormat;
import org.slapos.slap.ComputerInformation;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ResourceNotReadyException;

/** {@code slapos computer info}: one of the user's computers. */
public final class ComputerInfoCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    OutputFormat.declare(parser);
    parser.addArgument("reference").help("reference of the computer, such as COMP-1");
  }

  @Override
  public int run(Invocation invocation) {
    String reference = invocation.argument("reference");
    var out = invocation.terminal().out();
    try {
      ComputerInformation computer =
          ClientConfiguration.read(invocation).connect().registerComputer(reference).information();
      OutputFormat.of(invocation).ifPresentOrElse(
          format -> Listing.of(List.of("reference", "title"), List.of(List.of(computer.reference(), computer.title())))
              .print(format, out),
          () -> {
            out.println("Computer Reference: " + computer.reference());
            out.println("Computer Title    : " + computer.title());
          });
      return ExitStatus.SUCCESS;
    } catch (NotFoundException e) {
      // Programs that know the reference look for these two on standard output.
      out.println("Computer " + reference + " does not exist.");
      return ExitStatus.NOT_READY;
    } catch (ResourceNotReadyException e) {
      out.println("Computer does not exist or is not ready yet.");
      return ExitStatus.NOT_READY;
    }
  }
}
