package org.slapos.cli;

import java.nio.file.Path;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.config.ConfigurationFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which configuration file a command reads: {@code --cfg}, then a variable, then the usual place. */
public enum ConfigurationLookup {
  NODE("SLAPOS_CONFIGURATION", "/etc/opt/slapos/slapos.cfg"),
  CLIENT("SLAPOS_CLIENT_CONFIGURATION", "~/.slapos/slapos-client.cfg");

  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final String variable;
  private final String usualPlace;

  ConfigurationLookup(String variable, String usualPlace) {
    this.variable = variable;
    this.usualPlace = usualPlace;
  }

  /** Declares {@code --cfg}. */
  public void declare(ArgumentParser parser) {
    parser.addArgument("--cfg").metavar("FILE")
        .help("configuration file; without it that of $" + variable + " or the usual one");
  }

  /** The usual place, written with {@code ~} for the home folder if it is below. */
  public String usual() {
    return usualPlace;
  }

  /** Where the file is looked for. */
  public Path path(Invocation invocation) {
    Terminal terminal = invocation.terminal();
    String written = invocation.text("cfg")
        .filter(cfg -> !cfg.isEmpty())
        .or(() -> terminal.variable(variable))
        .orElse(usualPlace);
    return terminal.path(written);
  }

  /**
   * Reads the file.
   *
   * @throws org.slapos.config.ConfigurationException if it is absent or not understood
   */
  public ConfigurationFile read(Invocation invocation) {
    Path path = path(invocation);
    LOGGER.debug("Loading config: {}", path);
    return ConfigurationFile.read(path);
  }
}
