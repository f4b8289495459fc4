package org.slapos.cli.node;

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
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.format.FormatSettings;
import org.slapos.format.Formatter;
import org.slapos.format.HostFacts;
import org.slapos.format.Ipv4Network;
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
    parser.addArgument("--alter_user").choices("True", "False").help("whether to make accounts");
    parser.addArgument("--alter_network").choices("True", "False").help("whether to add addresses");
    parser.addArgument("--now").action(Arguments.storeTrue()).help("do not wait a random time first");
    parser.addArgument("-n", "--dry_run").action(Arguments.storeTrue()).help("show what would be made, make nothing");
    parser.addArgument("-c", "--console").help("obsolete, ignored");
  }

  @Override
  public int run(Invocation invocation) {
    Settings settings = NodeSection.read(invocation, "slapformat");
    SettingsReader reader = NodeSection.reader(settings, invocation);
    RootCheck.honour(reader, invocation.terminal());
    ConnectionSettings connection = MasterConnection.read(reader);
    FormatSettings format = settings(reader);
    reader.finish();
    if (!invocation.flag("now") && !invocation.flag("dry_run")) {
      sleep();
    }
    var formatter = new Formatter(format, HostFacts.ofThisMachine(Version.text()), Clock.system(ZoneId.systemDefault()));
    if (invocation.flag("dry_run")) {
      formatter.showPlan();
      return ExitStatus.SUCCESS;
    }
    var computer = ClassicSlap.connect(connection, invocation.terminal().environment()).registerComputer(format.computerId());
    return switch (formatter.format(computer::updateConfiguration, connection.masterUrl())) {
      case DONE -> ExitStatus.SUCCESS;
      case OFFLINE -> ExitStatus.USAGE;
    };
  }

  /** What the sections say, for formatting. */
  public static FormatSettings settings(SettingsReader reader) {
    int partitions = reader.integer("partition_amount").orElseGet(() -> {
      reader.requiredText("partition_amount");
      return 0;
    });
    for (String option : new String[] {"bridge_name", "no_bridge"}) {
      reader.text(option).ifPresent(
          _ -> reader.refuse(option, "Option '" + option + "' is totally deprecated, please update your config file"));
    }
    return new FormatSettings(
        reader.requiredText("computer_id"),
        reader.requiredPath("instance_root"),
        reader.requiredPath("software_root"),
        reader.requiredPath("computer_xml"),
        reader.path("computer_json"),
        reader.path("input_definition_file"),
        reader.path("certificate_repository_path"),
        reader.truth("alter_user", true),
        network(reader),
        partitions,
        reader.text("partition_base_name").orElse("slappart"),
        reader.text("user_base_name").orElse("slapuser"),
        reader.text("tap_base_name").orElse("slaptap"),
        reader.text("software_user").orElse("slapsoft"),
        reader.text("tap_gateway_interface").orElse(""),
        reader.truth("tap_ipv6", true),
        reader.truth("partition_has_ipv6_range", true));
  }

  private static Optional<FormatSettings.Network> network(SettingsReader reader) {
    Optional<String> name = reader.text("interface_name");
    Optional<String> pool = reader.text("ipv4_local_network");
    if (!reader.truth("alter_network", true) || name.isEmpty() || pool.isEmpty()) {
      return Optional.empty();
    }
    try {
      String ipv6 = reader.text("ipv6_interface").orElse(name.get());
      return Optional.of(new FormatSettings.Network(name.get(), ipv6, Ipv4Network.parse(pool.get())));
    } catch (IllegalArgumentException e) {
      reader.refuse("ipv4_local_network", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
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
