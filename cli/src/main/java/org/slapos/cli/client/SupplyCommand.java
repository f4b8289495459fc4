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

/** {@code slapos supply}: orders a software release onto a computer. */
public final class SupplyCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    WaitOptions.declare(parser, "the computer has installed it");
    parser.addArgument("software_url").help("URL or path of the software release, or a product as product.NAME");
    parser.addArgument("node").help("reference of the computer");
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    String url = SoftwareUrl.resolve(invocation.argument("software_url"), slap);
    LOGGER.info("Requesting software installation of {}...", url);
    slap.registerSupply().supply(url, invocation.argument("node"), SoftwareRelease.State.AVAILABLE);
    WaitOptions.apply(
        invocation,
        new FeedPause(slap.changesOfComputer(invocation.argument("node"))),
        new ReleaseReadiness(slap, url, invocation.argument("node"), SoftwareRelease.State.AVAILABLE));
    LOGGER.info("Done.");
    return ExitStatus.SUCCESS;
  }
}
