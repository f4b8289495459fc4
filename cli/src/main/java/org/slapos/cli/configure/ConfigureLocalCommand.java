package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.Terminal;
import org.slapos.cli.node.RootCheck;
import org.slapos.cli.quickstart.MasterWait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos configure local}: a node with a Master of its own on this machine. */
public final class ConfigureLocalCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final Duration MASTER_PATIENCE = Duration.ofSeconds(20);

  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("--cfg").metavar("FILE").help("accepted, unused");
    parser.addArgument("--interface-name").setDefault("lo").help("interface of the partitions' addresses (lo)");
    parser.addArgument("--partition-number").type(Integer.class).setDefault(20).help("how many partitions (20)");
    parser.addArgument("--ipv4-local-network").setDefault("10.0.0.0/16").help("network of their IPv4 addresses");
    parser.addArgument("--daemon-listen-ip").setDefault("127.0.0.1").help("address of the Master (127.0.0.1)");
    parser.addArgument("--daemon-listen-port").type(Integer.class).setDefault(8080).help("port of the Master (8080)");
    parser.addArgument("--slapos-instance-root").setDefault("/srv/slapgrid").help("where partitions live");
    parser.addArgument("--slapos-software-root").setDefault("/opt/slapgrid").help("where software is installed");
    parser.addArgument("--slapos-buildout-directory").setDefault("/opt/slapos").help("database, logs, state");
    parser.addArgument("--slapos-configuration-directory").setDefault("/etc/opt/slapos").help("configuration files");
    parser.addArgument("--systemd").action(Arguments.storeTrue())
        .help("install systemd units for the Master, supervisord and the agent");
    parser.addArgument("-n", "--dry-run").action(Arguments.storeTrue()).help("tell what would be written, write nothing");
    parser.addArgument("--enable-shacache-proxy").action(Arguments.storeTrue())
        .help("let the Master keep a network cache for this node");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Terminal terminal = invocation.terminal();
    RootCheck.require(terminal);
    LocalNodeFiles files = files(invocation);
    boolean systemd = invocation.flag("systemd");
    SystemdUnits units = SystemdUnits.ofThisMachine();
    inTheWay(
        files, systemd ? units.ofAnotherNode(files) : Optional.empty(),
        systemd ? SystemdUnits.unseen(files) : Optional.empty()).ifPresent(problem -> {
          throw new CommandFailure(ExitStatus.FAILURE, problem);
        });
    if (invocation.flag("dry_run")) {
      LOGGER.info("would write {} and {}", files.nodeConfiguration(), files.masterConfiguration());
      if (systemd) {
        SystemdUnits.UNITS.forEach(unit -> LOGGER.info("would write {}", units.folder().resolve(unit)));
      } else {
        LOGGER.info("would write {} and start supervisord", files.instanceRoot().resolve(MasterProgram.FILE));
      }
      return ExitStatus.SUCCESS;
    }
    files.write(!systemd);
    linkClientConfiguration(terminal, files.nodeConfiguration());
    if (systemd) {
      units.write(files);
      if (!units.enable(ConfigureLocalCommand::run, () -> masterAnswers(files))) {
        LOGGER.warn("The node is not ready yet; what is missing is said above");
      }
    } else {
      startAndFormat(files);
    }
    LOGGER.info("SlapOS configuration written to {}", files.nodeConfiguration());
    if (!files.nodeConfiguration().toString().equals(ConfigurationLookup.NODE.usual())) {
      LOGGER.info("Commands of this node need it: --cfg {}", files.nodeConfiguration());
    }
    return ExitStatus.SUCCESS;
  }

  /** Why there cannot be such a node, before anything is written. */
  private static Optional<String> inTheWay(LocalNodeFiles files, Optional<Path> foreignUnit, Optional<Path> unseen) {
    if (Files.exists(files.nodeConfiguration())) {
      return Optional.of(
          "A SlapOS configuration directory already exist at " + files.nodeConfiguration() + ". Aborting.");
    }
    if (foreignUnit.isPresent()) {
      return Optional.of(foreignUnit.get() + " is in the way: it is of another node on this machine; "
          + "leave --systemd out, or disable and remove the units of the other");
    }
    if (unseen.isPresent()) {
      return Optional.of("systemd's units have a /tmp of their own and do not see %s: %s, or leave --systemd out".formatted(
          unseen.get(), unseen.get().equals(files.launcher())
              ? "move this SlapOS to another place, such as /opt/slapos-src" : "choose another place for it"));
    }
    // Formatting would tell somebody else's Master.
    return MasterWait.listens(files.listenAddress(), files.listenPort())
        ? Optional.of("something listens on " + files.masterUrl() + " already; choose another --daemon-listen-port")
        : Optional.empty();
  }

  private static void startAndFormat(LocalNodeFiles files) throws IOException {
    String configuration = files.nodeConfiguration().toString();
    int started = slapos(files, "node", "supervisord", "--cfg", configuration);
    if (started != ExitStatus.SUCCESS) {
      LOGGER.warn("supervisord could not be started; when it can be: slapos node supervisord --cfg {}", configuration);
    } else if (!masterAnswers(files)) {
      LOGGER.warn("The Master does not answer yet; its log: {}", files.logFolder().resolve("slapos-proxy.log"));
    }
    if (slapos(files, "node", "format", "--now", "--cfg", configuration) != ExitStatus.SUCCESS) {
      LOGGER.warn("The node is not formatted yet; when the reason above is gone: slapos node format --now --cfg {}", configuration);
    }
  }

  private static boolean masterAnswers(LocalNodeFiles files) {
    return MasterWait.until(files.listenAddress(), files.listenPort(), MASTER_PATIENCE);
  }

  private static LocalNodeFiles files(Invocation invocation) {
    Terminal terminal = invocation.terminal();
    Path launcher = terminal.variable("SLAPOS_LAUNCHER").map(Path::of).orElse(Path.of("/opt/slapos/bin/slapos"));
    return new LocalNodeFiles(
        terminal.path(invocation.argument("slapos_configuration_directory")),
        terminal.path(invocation.argument("slapos_buildout_directory")),
        terminal.path(invocation.argument("slapos_instance_root")),
        terminal.path(invocation.argument("slapos_software_root")),
        invocation.argument("interface_name"),
        invocation.argument("ipv4_local_network"),
        invocation.options().getInt("partition_number"),
        invocation.argument("daemon_listen_ip"),
        invocation.options().getInt("daemon_listen_port"),
        launcher,
        Path.of(System.getProperty("java.home")),
        invocation.flag("enable_shacache_proxy"));
  }

  private static void linkClientConfiguration(Terminal terminal, Path configuration) throws IOException {
    Path folder = terminal.home().resolve(".slapos");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Path link = folder.resolve("slapos-client.cfg");
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, configuration);
    }
  }

  private static int slapos(LocalNodeFiles files, String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(files.launcher().toString());
    command.addAll(List.of(words));
    return run(command);
  }

  private static int run(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + String.join(" ", command), e);
    }
  }
}
