package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.ConfigurationException;
import org.slapos.config.SettingsReader;
import org.slapos.grid.GridSettings;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.supervisor.SupervisorDaemon;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.SupervisorSkeleton;
import org.slapos.grid.supervisor.WatchdogCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node supervisord}: starts the node's supervisord, unless it runs. */
public final class SupervisordCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("-n", "--nodaemon").action(Arguments.storeTrue()).help("stay in the foreground");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    SettingsReader reader = NodeSection.reader(NodeSection.read(invocation), invocation);
    Path instanceRoot = reader.requiredPath("instance_root");
    reader.finish();
    if (!Files.isDirectory(instanceRoot)) {
      throw new CommandFailure(
          ExitStatus.FAILURE, instanceRoot + " does not exist. Make it, or run: slapos node format --now");
    }
    PythonTools tools = PreparedTools.of(reader, invocation.terminal());
    var layout = new SupervisorLayout(instanceRoot);
    SupervisorSkeleton.write(layout, watchdog(invocation));
    if (invocation.flag("nodaemon")) {
      return foreground(tools, layout.configuration());
    }
    new SupervisorDaemon(layout, tools, new MainLog()).ensureRunning();
    return ExitStatus.SUCCESS;
  }

  /** Services must start also while something else is wrong with the node: without a command there is no watchdog. */
  private static String watchdog(Invocation invocation) {
    try {
      SettingsReader reader = NodeSection.reader(NodeSection.read(invocation), invocation);
      GridSettings settings = new GridSettingsReader(reader, invocation.terminal()).read(PassKind.INSTANCE);
      reader.finish();
      return WatchdogCommand.line(
          settings.watchdogProgram(),
          settings.masterUrl(),
          settings.certificateRepository(),
          settings.computerId(),
          settings.instanceRoot());
    } catch (ConfigurationException e) {
      LOGGER.warn("supervisord has no watchdog until the configuration is complete: {}", e.getMessage());
      return "";
    }
  }

  private static int foreground(PythonTools tools, Path configuration) throws IOException {
    return Foreground.run(
        List.of(
            tools.python().toString(), tools.supervisord().toString(), "-c", configuration.toString(), "--nodaemon"),
        Map.of());
  }
}
