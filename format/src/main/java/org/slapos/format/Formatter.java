package org.slapos.format;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slapos.slap.SlapException;
import org.slapos.slap.wire.Marshal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node format}: accounts, addresses, folders, resource files, the computer's record, the Master. */
public final class Formatter {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final FormatSettings settings;
  private final HostFacts host;
  private final Clock clock;
  private final HostAddresses addresses;
  private final SystemCommands commands;
  private final RandomGenerator random;

  /** Formats this machine. */
  public Formatter(FormatSettings settings, HostFacts host, Clock clock) {
    this(
        settings,
        host,
        clock,
        HostAddresses.ofThisMachine(),
        SystemCommands.ofThisMachine(),
        RandomGenerator.getDefault());
  }

  Formatter(
      FormatSettings settings,
      HostFacts host,
      Clock clock,
      HostAddresses addresses,
      SystemCommands commands,
      RandomGenerator random) {
    this.settings = settings;
    this.host = host;
    this.clock = clock;
    this.addresses = addresses;
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
    FormatPlan plan = plan();
    var executor = new FormatExecutor(clock, commands);
    plan.actions().forEach(executor::carryOut);
    LOGGER.info("Posting information to '{}'", masterUrl);
    Outcome outcome = post(master, plan, masterUrl);
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
    if (settings.network().isEmpty() || settings.definitionFile().isPresent()) {
      return FormatPlan.of(computer, List.of(), settings, host);
    }
    var assignment = new AddressAssignment(settings.network().get(), addresses, random);
    ComputerDescription assigned = assignment.assign(computer);
    return FormatPlan.of(assigned, assignment.actions(assigned), settings, host);
  }

  private static Outcome post(Post master, FormatPlan plan, String masterUrl) {
    try {
      master.updateConfiguration(Marshal.write(plan.document()));
      return Outcome.DONE;
    } catch (SlapException e) {
      LOGGER.error("failed to transfer information to '{}': {}", masterUrl, e.getMessage());
      return Outcome.OFFLINE;
    }
  }
}
