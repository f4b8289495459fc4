package org.slapos.cli.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slapos.cli.CommandFailure;
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
import org.slapos.grid.python.InterpreterFinder;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.python.PythonToolsInstaller;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a quickstart, in order. Each looks first whether its work is done. */
final class Quickstart {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final Duration MASTER_PATIENCE = Duration.ofSeconds(30);
  private static final String INSTANCE = "hello";
  /** A promise may fail once while its service is still starting. */
  private static final int DEPLOYMENTS = 3;

  private final QuickstartLayout layout;
  private final Path launcher;
  private final Terminal terminal;
  private final StepDisplay display;
  private final QuickstartFolders folders;

  Quickstart(QuickstartLayout layout, Path launcher, Terminal terminal, StepDisplay display) {
    this.layout = layout;
    this.launcher = launcher;
    this.terminal = terminal;
    this.display = display;
    this.folders = new QuickstartFolders(layout);
  }

  void run() throws IOException {
    terminal.out().println("SlapOS quickstart in " + layout.folder());
    step("Prepare Python with supervisor and buildout", this::prepareTools);
    step("Write the configuration", this::configure);
    var node = new Node();
    step("Start supervisord and the Master", node::startMaster);
    step("Format the node", node::format);
    step("Supply software release " + INSTANCE, node::supply);
    step("Install it with buildout", node::install);
    step("Request an instance", node::request);
    step("Deploy it and check its promises", node::deploy);
    terminal.out().print(new QuickstartSummary(layout, sample(), INSTANCE, node.instance()).text());
  }

  private void step(String name, StepDisplay.Work work) {
    LOGGER.info("quickstart: {}", name);
    try {
      display.run(name, work);
    } catch (Exception e) {
      LOGGER.info("quickstart: {} failed", name, e);
      throw new CommandFailure(
          ExitStatus.FAILURE, "'" + name + "' failed: " + e.getMessage() + "\nIts log: " + layout.log("quickstart"), e);
    }
  }

  private String prepareTools() {
    if (new PythonTools(layout.pythonTools()).isComplete()) {
      return "there";
    }
    var finder = new InterpreterFinder(terminal.environment(), false);
    new PythonToolsInstaller(finder::find, LOGGER::info).prepare(layout.pythonTools());
    return "";
  }

  private String configure() throws IOException {
    boolean known = Files.exists(layout.configuration());
    int port = known ? masterPort() : FreePort.on(InetAddress.getLoopbackAddress());
    int network = 1 + RandomGenerator.getDefault().nextInt(254);
    var files = new QuickstartFiles(
        layout, port, network, launcher, sample(), Path.of(System.getProperty("java.home")), System.getProperty("user.name"));
    if (!Files.exists(layout.partitionDefinition())) {
      folders.file(layout.partitionDefinition(), files.partitionDefinition());
    }
    folders.file(layout.masterProgram(), files.masterProgram());
    folders.file(layout.activate(), files.activate());
    // Last: it is what tells the next run that the others are there.
    folders.file(layout.configuration(), files.configuration());
    return layout.configuration().toString();
  }

  private int masterPort() {
    Settings settings = ConfigurationFile.read(layout.configuration())
        .section("slapproxy")
        .orElseThrow(() -> new CommandFailure(ExitStatus.FAILURE, layout.configuration() + " has no [slapproxy]"));
    var reader = new SettingsReader(settings, "slapproxy", terminal.home());
    reader.requiredText("port");
    int port = reader.integer("port").orElse(0);
    reader.finish();
    return port;
  }

  private Path sample() {
    return launcher.resolveSibling("../samples/hello/software.cfg").normalize();
  }

  /** The steps that need the configuration of the first two. */
  private final class Node {
    private final int port = masterPort();
    private final String masterUrl = "http://127.0.0.1:" + port;
    private final SettingsReader reader = new SettingsReader(merged(), "slapos", terminal.home());
    private final Slap slap = ClassicSlap.connect(connection(), terminal.environment());
    private final GridSettings settings = new GridSettingsReader(reader, terminal).read(PassKind.INSTANCE);
    private Optional<ComputerPartition> partition = Optional.empty();

    private Settings merged() {
      ConfigurationFile file = ConfigurationFile.read(layout.configuration());
      return file.section("slapformat").orElseThrow().under(file.section("slapos").orElseThrow());
    }

    private ConnectionSettings connection() {
      return ConnectionSettings.of(masterUrl).withRestUrl(URI.create(masterUrl + "/hateoas"));
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
      slap.registerSupply().supply(sample().toString(), settings.computerId(), SoftwareRelease.State.AVAILABLE);
      return sample().toString();
    }

    String install() {
      require(pass(PassKind.SOFTWARE, Slapgrid::software));
      return "";
    }

    String request() throws IOException {
      partition = Optional.of(slap.registerOpenOrder().request(wanted()));
      return partition.get().id();
    }

    String deploy() throws IOException {
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
    private InstanceRequest wanted() throws IOException {
      return InstanceRequest.of(sample().toString(), INSTANCE)
          .withParameters(Value.Dict.ofTexts(knownParameters().orElseGet(Quickstart::newParameters)))
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
  }

  private static Map<String, String> newParameters() {
    try {
      return Map.of("greeting", "Hello from SlapOS", "port", Integer.toString(FreePort.on(InetAddress.getLoopbackAddress())));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
