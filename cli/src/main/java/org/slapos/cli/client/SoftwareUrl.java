package org.slapos.cli.client;

import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.Slap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people write where a software release is meant: a URL, a path, or {@code product.NAME}. */
public final class SoftwareUrl {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String PRODUCT = "product.";

  private SoftwareUrl() {}

  /** The URL itself, or the best release of the product. */
  public static String resolve(String written, Slap slap) {
    if (!written.startsWith(PRODUCT)) {
      return written;
    }
    LOGGER.info("Getting best Software Release corresponding to this Software Product...");
    try {
      String url = slap.softwareProducts().get(written.substring(PRODUCT.length()));
      LOGGER.info("Found as {}.", url);
      return url;
    } catch (NotFoundException e) {
      throw new CommandFailure(ExitStatus.FAILURE, "Error: " + e.getMessage(), e);
    }
  }
}
