package org.slapos.cli.client;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos supply}: orders a software release onto a computer. */
public final class SupplyCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ReleaseOrder.declare(
        parser, "the computer has installed it", "URL or path of the software release, or a product as product.NAME");
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    String url = SoftwareUrl.resolve(ReleaseOrder.typedUrl(invocation), slap);
    LOGGER.info("Requesting software installation of {}...", url);
    ReleaseOrder.place(invocation, slap, url, SoftwareRelease.State.AVAILABLE);
    return ExitStatus.SUCCESS;
  }
}
