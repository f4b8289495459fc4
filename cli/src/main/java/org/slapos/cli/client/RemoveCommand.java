package org.slapos.cli.client;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.wait.FeedPause;
import org.slapos.cli.wait.WaitOptions;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos remove}: orders a software release off a computer. */
public final class RemoveCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    WaitOptions.declare(parser, "the computer has removed it");
    parser.addArgument("software_url").help("URL or path of the software release, exactly as it was supplied");
    parser.addArgument("node").help("reference of the computer");
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    String url = invocation.argument("software_url");
    LOGGER.info("Requesting deletion of {} Software Release...", url);
    slap.registerSupply().supply(url, invocation.argument("node"), SoftwareRelease.State.DESTROYED);
    WaitOptions.apply(
        invocation,
        new FeedPause(slap.changesOfComputer(invocation.argument("node"))),
        new ReleaseReadiness(slap, url, invocation.argument("node"), SoftwareRelease.State.DESTROYED));
    LOGGER.info("Done.");
    return ExitStatus.SUCCESS;
  }
}
