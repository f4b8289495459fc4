package org.slapos.cli.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Terminal;
import org.slapos.cli.Version;
import org.slapos.cli.node.FormatSettingsReader;
import org.slapos.cli.node.GridSettingsReader;
import org.slapos.cli.node.PassKind;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.format.Formatter;
import org.slapos.format.HostFacts;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.Slapgrid;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.supervisor.SupervisorDaemon;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.SupervisorSkeleton;
import org.slapos.grid.supervisor.WatchdogCommand;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestedState;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;

/** The steps of a quickstart that need its configuration. */
final class QuickstartNode {
  static final String INSTANCE = "hello";
  private static final Duration MASTER_PATIENCE = Duration.ofSeconds(30);
  /** A promise may fail once while its service is still starting. */
  private static final int DEPLOYMENTS = 3;

  private final QuickstartLayout layout;
  private final Path sample;
  private final Terminal terminal;
  private final int port;
  private final String masterUrl;
  private final SettingsReader reader;
  private final Slap slap;
  private final GridSettings settings;
  private Optional<ComputerPartition> partition = Optional.empty();

  /**
   * @param sample the release that is deployed
   * @param port of the Master
   */
  QuickstartNode(QuickstartLayout layout, Path sample, int port, Terminal terminal) {
    this.layout = layout;
    this.sample = sample;
    this.terminal = terminal;
    this.port = port;
    this.masterUrl = "http://127.0.0.1:" + port;
    this.reader = new SettingsReader(merged(layout), "slapos", terminal.home());
    this.slap = ClassicSlap.connect(
        ConnectionSettings.of(masterUrl).withRestUrl(URI.create(masterUrl + "/hateoas")), terminal.environment());
    this.settings = new GridSettingsReader(reader, terminal).read(PassKind.INSTANCE);
  }

  private static Settings merged(QuickstartLayout layout) {
    ConfigurationFile file = ConfigurationFile.read(layout.configuration());
    return file.section("slapformat").orElseThrow().under(file.section("slapos").orElseThrow());
  }

  String startMaster() throws IOException {
    boolean running = MasterWait.until("127.0.0.1", port, Duration.ofMillis(1));
    var supervisor = new SupervisorLayout(layout.instanceRoot());
    SupervisorSkeleton.write(supervisor, WatchdogCommand.line(
        settings.watchdogProgram(), masterUrl, Optional.empty(), settings.computerId(), settings.instanceRoot()));
    new SupervisorDaemon(supervisor, new PythonTools(layout.pythonTools()), new MainLog()).ensureRunning();
    if (!MasterWait.until("127.0.0.1", port, MASTER_PATIENCE)) {
      throw new IOException("the Master does not listen on " + masterUrl + "; its log: " + layout.log("master"));
    }
    return running ? "running on " + masterUrl : masterUrl;
  }

  String format() {
    var format = FormatSettingsReader.read(reader);
    reader.finish();
    var outcome = new Formatter(format, HostFacts.ofThisMachine(Version.text()), Clock.system(ZoneId.systemDefault()))
        .format(slap.registerComputer(settings.computerId())::updateConfiguration, masterUrl);
    if (outcome == Formatter.Outcome.OFFLINE) {
      throw new IllegalStateException("the Master could not be told of the partitions");
    }
    return format.partitionAmount() + " partitions";
  }

  String supply() {
    slap.registerSupply().supply(sample.toString(), settings.computerId(), SoftwareRelease.State.AVAILABLE);
    return sample.toString();
  }

  String install() {
    require(pass(PassKind.SOFTWARE, Slapgrid::software));
    return "";
  }

  String request() {
    partition = Optional.of(slap.registerOpenOrder().request(wanted()));
    return partition.get().id();
  }

  String deploy() {
    PassResult result = pass(PassKind.INSTANCE, Slapgrid::instance);
    for (int i = 1; i < DEPLOYMENTS && result.exitCode() != ExitStatus.SUCCESS; i++) {
      result = pass(PassKind.INSTANCE, Slapgrid::instance);
    }
    require(result);
    // Services that were only started again are up to date: their promises tell when they answer.
    require(pass(PassKind.PROMISE, Slapgrid::promise));
    partition = Optional.of(slap.registerOpenOrder().request(wanted()));
    return "green";
  }

  private PassResult pass(PassKind kind, Function<Slapgrid, PassResult> work) {
    GridSettings forPass = new GridSettingsReader(reader, terminal).read(kind);
    return work.apply(new Slapgrid(forPass, slap));
  }

  ComputerPartition instance() {
    return partition.orElseThrow();
  }

  /** The same request as before, if there was one: changed parameters would deploy it anew. */
  private InstanceRequest wanted() {
    return InstanceRequest.of(sample.toString(), INSTANCE)
        .withParameters(Value.Dict.ofTexts(knownParameters().orElseGet(QuickstartNode::newParameters)))
        .withState(RequestedState.STARTED);
  }

  private Optional<Map<String, String>> knownParameters() {
    try {
      var known = new LinkedHashMap<String, String>();
      slap.registerOpenOrder().information(INSTANCE).instanceParameters()
          .forEach((name, value) -> known.put(name, value.orElse("")));
      return Optional.of(known);
    } catch (NotFoundException first) {
      return Optional.empty();
    }
  }

  private void require(PassResult result) {
    if (result.exitCode() != ExitStatus.SUCCESS) {
      throw new IllegalStateException(String.join("\n", result.summary()).strip() + "\nThe whole output: " + layout.log("quickstart"));
    }
  }

  private static Map<String, String> newParameters() {
    try {
      return Map.of("greeting", "Hello from SlapOS", "port", Integer.toString(FreePort.on(InetAddress.getLoopbackAddress())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
