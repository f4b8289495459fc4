package org.slapos.format;

import java.time.Clock;
import org.slapos.slap.Computer;
import org.slapos.slap.SlapException;
import org.slapos.slap.wire.Marshal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node format}, without privileges: folders, resource files, the computer's record, the Master. */
public final class Formatter {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final FormatSettings settings;
  private final HostFacts host;
  private final Clock clock;

  public Formatter(FormatSettings settings, HostFacts host, Clock clock) {
    this.settings = settings;
    this.host = host;
    this.clock = clock;
  }

  /** How it ended. */
  public enum Outcome {
    /** The machine is formatted and the Master knows. */
    DONE,
    /** The machine is formatted, but the Master could not be told. */
    OFFLINE
  }

  /**
   * Formats the machine and posts {@code loadComputerConfigurationFromXML}.
   *
   * @throws FormatException if something is in the way
   * @throws org.slapos.config.ConfigurationException if the definition file is wrong
   */
  public Outcome format(Computer computer, String masterUrl) {
    FormatPlan plan = plan();
    var executor = new FormatExecutor(clock);
    plan.actions().forEach(executor::carryOut);
    LOGGER.info("Posting information to '{}'", masterUrl);
    Outcome outcome = post(computer, plan, masterUrl);
    LOGGER.info("slapos successfully prepared the computer.");
    return outcome;
  }

  /** Logs what {@link #format} would do, and changes nothing. */
  public void showPlan() {
    LOGGER.info("Dry-run mode enabled.");
    plan().actions().forEach(action -> LOGGER.info("would make {}", action.describe()));
  }

  private FormatPlan plan() {
    ComputerDescription computer = settings.definitionFile()
        .map(file -> {
          LOGGER.info("Using definition file '{}'", file);
          return DefinitionFile.read(file, settings);
        })
        .orElseGet(() -> RecordedComputer.read(settings));
    LOGGER.info("Updating computer");
    return FormatPlan.of(computer, settings, host);
  }

  private static Outcome post(Computer computer, FormatPlan plan, String masterUrl) {
    try {
      computer.updateConfiguration(Marshal.write(plan.document()));
      return Outcome.DONE;
    } catch (SlapException e) {
      LOGGER.error("failed to transfer information to '{}': {}", masterUrl, e.getMessage());
      return Outcome.OFFLINE;
    }
  }
}
