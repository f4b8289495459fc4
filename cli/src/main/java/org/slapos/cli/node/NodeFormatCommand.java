package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.Version;
import org.slapos.cli.log.Logging;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.format.FormatSettings;
import org.slapos.format.Formatter;
import org.slapos.format.HostFacts;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node format}: makes this machine a node and tells the Master. */
public final class NodeFormatCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final int LONGEST_DELAY = 3600;

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("-x", "--computer_xml").metavar("FILE").help("where the computer is recorded between runs");
    parser.addArgument("--computer_json").metavar("FILE").help("the same record as JSON");
    parser.addArgument("-i", "--input_definition_file").metavar("FILE")
        .help("take addresses, users and names from this file instead of the machine");
    parser.addArgument("-o", "--output_definition_file").metavar("FILE")
        .help("write a definition file of the formatted computer");
    parser.addArgument("--alter_user").choices("True", "False").help("whether to make accounts");
    parser.addArgument("--alter_network").choices("True", "False").help("whether to add addresses");
    parser.addArgument("--now").action(Arguments.storeTrue()).help("do not wait a random time first");
    parser.addArgument("-n", "--dry_run").action(Arguments.storeTrue()).help("show what would be made, make nothing");
    parser.addArgument("-c", "--console").help("obsolete, ignored");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ConfigurationFile file = ConfigurationLookup.NODE.read(invocation);
    Settings settings = NodeSection.of(file, invocation, "slapformat");
    SettingsReader reader = NodeSection.reader(settings, invocation);
    RootCheck.honour(reader, invocation.terminal());
    ConnectionSettings connection = MasterConnection.read(reader);
    FormatSettings format = FormatSettingsReader.read(reader);
    boolean dryRun = reader.truth("dry_run", false) || invocation.flag("dry_run");
    Optional<Path> log = reader.path("log_file").filter(_ -> invocation.global().logFile().isEmpty());
    FormatManagers managers = FormatManagers.load(file, settings, reader, format, invocation, dryRun);
    reader.finish();
    if (log.isPresent() && !dryRun) {
      Files.createDirectories(log.get().toAbsolutePath().getParent());
      Logging.addFile(log.get());
    }
    if (!invocation.flag("now") && !dryRun) {
      sleep();
    }
    var formatter = new Formatter(format, HostFacts.ofThisMachine(Version.text()), Clock.system(ZoneId.systemDefault()));
    if (dryRun) {
      return managers.around(() -> {
        formatter.showPlan();
        return ExitStatus.SUCCESS;
      });
    }
    var computer = ClassicSlap.connect(connection, invocation.terminal().environment()).registerComputer(format.computerId());
    return switch (managers.around(() -> formatter.format(computer::updateConfiguration, connection.masterUrl()))) {
      case DONE -> ExitStatus.SUCCESS;
      case OFFLINE -> ExitStatus.USAGE;
    };
  }

  private static void sleep() {
    int seconds = RandomGenerator.getDefault().nextInt(LONGEST_DELAY + 1);
    LOGGER.info(
        "Sleeping for {} seconds. To disable this feature, use with --now parameter in manual.", seconds);
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
