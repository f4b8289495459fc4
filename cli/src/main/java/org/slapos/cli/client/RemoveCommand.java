package org.slapos.cli.client;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos remove}: orders a software release off a computer. */
public final class RemoveCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ReleaseOrder.declare(
        parser, "the computer has removed it", "URL or path of the software release, exactly as it was supplied");
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    String url = ReleaseOrder.typedUrl(invocation);
    LOGGER.info("Requesting deletion of {} Software Release...", url);
    ReleaseOrder.place(invocation, slap, url, SoftwareRelease.State.DESTROYED);
    return ExitStatus.SUCCESS;
  }
}
