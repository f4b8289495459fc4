package org.slapos.cli.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Terminal;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.grid.python.InterpreterFinder;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.python.PythonToolsInstaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a quickstart, in order. Each looks first whether its work is done. */
final class Quickstart {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

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
    var node = new QuickstartNode(layout, sample(), masterPort(), terminal);
    step("Start supervisord and the Master", node::startMaster);
    step("Format the node", node::format);
    step("Supply software release " + QuickstartNode.INSTANCE, node::supply);
    step("Install it with buildout", node::install);
    step("Request an instance", node::request);
    step("Deploy it and check its promises", node::deploy);
    terminal.out().print(new QuickstartSummary(layout, sample(), QuickstartNode.INSTANCE, node.instance()).text());
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
}
