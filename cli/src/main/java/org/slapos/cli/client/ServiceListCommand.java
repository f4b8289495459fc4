package org.slapos.cli.client;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.Slap;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** {@code slapos service list}: the user's instance trees, as a JSON object of title and software release. */
public final class ServiceListCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    invocation.terminal().out().println(JsonText.writeIndented(Value.Dict.ofTexts(slap.openOrders()), 2));
    return ExitStatus.SUCCESS;
  }
}
