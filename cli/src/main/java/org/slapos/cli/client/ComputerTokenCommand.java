package org.slapos.cli.client;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.ResourceNotReadyException;

/** {@code slapos computer token}: a token with which one new computer may be registered. */
public final class ComputerTokenCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
  }

  @Override
  public int run(Invocation invocation) {
    var out = invocation.terminal().out();
    try {
      out.println("Computer token: " + ClientConfiguration.read(invocation).connect().registerToken().request());
      return ExitStatus.SUCCESS;
    } catch (ResourceNotReadyException e) {
      out.println("Computer does not exist or is not ready yet.");
      return ExitStatus.NOT_READY;
    }
  }
}
