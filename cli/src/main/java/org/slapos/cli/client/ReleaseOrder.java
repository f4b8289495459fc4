package org.slapos.cli.client;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.cli.wait.FeedPause;
import org.slapos.cli.wait.WaitOptions;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That a software release shall be on a computer, or not be there: what {@code supply} and {@code remove} have in common. */
final class ReleaseOrder {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String URL = "software_url";
  private static final String NODE = "node";

  private ReleaseOrder() {}

  /**
   * Declares the options and arguments.
   *
   * @param awaited what {@code --wait} waits for
   * @param url what the release may be named by
   */
  static void declare(ArgumentParser parser, String awaited, String url) {
    ConfigurationLookup.CLIENT.declare(parser);
    WaitOptions.declare(parser, awaited);
    parser.addArgument(URL).help(url);
    parser.addArgument(NODE).help("reference of the computer");
  }

  /** The release as it was typed. */
  static String typedUrl(Invocation invocation) {
    return invocation.argument(URL);
  }

  /** Tells the Master, and waits if that is wanted. */
  static void place(Invocation invocation, Slap slap, String url, SoftwareRelease.State state) {
    String node = invocation.argument(NODE);
    slap.registerSupply().supply(url, node, state);
    WaitOptions.apply(
        invocation, new FeedPause(slap.changesOfComputer(node)), new ReleaseReadiness(slap, url, node, state));
    LOGGER.info("Done.");
  }
}
