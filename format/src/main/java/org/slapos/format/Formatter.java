package org.slapos.format;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.random.RandomGenerator;
import org.slapos.config.IoReason;
import org.slapos.slap.SlapException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node format}: accounts, addresses, folders, resource files, the computer's record, the Master. */
public final class Formatter {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final FormatSettings settings;
  private final HostFacts host;
  private final Clock clock;
  private final SystemCommands commands;
  private final RandomGenerator random;

  /** Formats this machine. */
  public Formatter(FormatSettings settings, HostFacts host, Clock clock) {
    this(settings, host, clock, SystemCommands.ofThisMachine(), RandomGenerator.getDefault());
  }

  Formatter(FormatSettings settings, HostFacts host, Clock clock, SystemCommands commands, RandomGenerator random) {
    this.settings = settings;
    this.host = host;
    this.clock = clock;
    this.commands = commands;
    this.random = random;
  }

  /** How it ended. */
  public enum Outcome {
    /** The machine is formatted and the Master knows. */
    DONE,
    /** The machine is formatted, but the Master could not be told. */
    OFFLINE
  }

  /** Tells the Master: {@code Computer::updateConfiguration}. */
  public interface Post {
    /** Posts {@code loadComputerConfigurationFromXML}; throws {@link SlapException}. */
    void updateConfiguration(String computerXml);
  }

  /**
   * Formats the machine and tells the Master.
   *
   * @param masterUrl for messages
   * @throws FormatException if something is in the way
   * @throws org.slapos.config.ConfigurationException if the definition file is wrong
   */
  public Outcome format(Post master, String masterUrl) {
    Value.Dict document = carryOut(new FormatRun.Executing(new FormatExecutor(clock, commands)));
    LOGGER.info("Posting information to '{}'", masterUrl);
    Outcome outcome = post(master, document, masterUrl);
    LOGGER.info("slapos successfully prepared the computer.");
    return outcome;
  }

  /** Logs what {@link #format} would do, and changes nothing. */
  public void showPlan() {
    LOGGER.info("Dry-run mode enabled.");
    var showing = new FormatRun.Showing(new HashSet<>());
    carryOut(showing);
    if (showing.shown().isEmpty()) {
      LOGGER.info("Nothing has to be made.");
    }
  }

  private Value.Dict carryOut(FormatRun.Hand hand) {
    try {
      return new FormatRun(settings, host, commands, random, hand).document();
    } catch (IOException e) {
      throw new FormatException("cannot look at this machine: " + IoReason.of(e), e);
    }
  }

  private static Outcome post(Post master, Value.Dict document, String masterUrl) {
    try {
      master.updateConfiguration(Marshal.write(document));
      return Outcome.DONE;
    } catch (SlapException e) {
      LOGGER.error("failed to transfer information to '{}': {}", masterUrl, e.getMessage());
      return Outcome.OFFLINE;
    }
  }
}
