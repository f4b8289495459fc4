package org.slapos.grid.software;

import org.slapos.grid.log.GridLog;

/** Says in front of each line which of the releases that are built at the same time it is about. */
record ReleaseLog(GridLog log, String url) implements GridLog {
  /** The end of the URL: {@code [hello/software.cfg]}. */
  private String named(String line) {
    int slash = url.lastIndexOf('/', Math.max(0, url.lastIndexOf('/') - 1));
    return "[%s] %s".formatted(url.substring(slash + 1), line);
  }

  @Override
  public void debug(String line) {
    log.debug(named(line));
  }

  @Override
  public void info(String line) {
    log.info(named(line));
  }

  @Override
  public void warn(String line) {
    log.warn(named(line));
  }

  @Override
  public void error(String line) {
    log.error(named(line));
  }

  @Override
  public void error(String line, Throwable cause) {
    log.error(named(line), cause);
  }
}
