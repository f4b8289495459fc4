package org.slapos.grid.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of the command: logger {@code slapos}. */
public final class MainLog implements GridLog {
  private final Logger logger = LoggerFactory.getLogger("slapos");

  @Override
  public void debug(String line) {
    logger.debug(line);
  }

  @Override
  public void info(String line) {
    logger.info(line);
  }

  @Override
  public void warn(String line) {
    logger.warn(line);
  }

  @Override
  public void error(String line) {
    logger.error(line);
  }

  @Override
  public void error(String line, Throwable cause) {
    logger.error(line, cause);
  }
}
