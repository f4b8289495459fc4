package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slapos.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The units of a node under systemd: Master, supervisord, boot, and the agent with its timers.
 *
 * @param folder where systemd looks for units
 */
record SystemdUnits(Path folder) {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final Path RUNNING = Path.of("/run/systemd/system");
  /** Written, and enabled but for the template. */
  static final List<String> UNITS = List.of(
      "slapos-proxy.service",
      "slapos-boot.service",
      "slapos-supervisord.service",
      "slapos-node@.service",
      "slapos-node@software.timer",
      "slapos-node@instance.timer",
      "slapos-node@report.timer",
      "slapos-node@collect.timer");

  /** Where administrators' units are. */
  static SystemdUnits ofThisMachine() {
    return new SystemdUnits(Path.of("/etc/systemd/system"));
  }

  /** Writes the units of that node; others are left alone. */
  void write(LocalNodeFiles files) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> values = Map.of(
        "launcher", files.launcher().toString(),
        "java_home", files.javaHome().toString(),
        "node_configuration", files.nodeConfiguration().toString(),
        "master_configuration", files.masterConfiguration().toString(),
        "buildout_folder", files.buildoutFolder().toString());
    for (String unit : UNITS) {
      AtomicFile.write(folder.resolve(unit), Template.fill("systemd/" + unit, values), "rw-r--r--");
    }
  }

  /** Starts the Master's and supervisord's now and all of them from the next start on; without a running systemd says how. */
  void enable(CommandRunner runner) throws IOException {
    var units = new ArrayList<>(UNITS);
    units.remove("slapos-node@.service");
    var command = new ArrayList<>(List.of("systemctl", "enable", "--now"));
    command.addAll(units);
    if (!Files.isDirectory(RUNNING)) {
      LOGGER.warn("systemd does not run here; the units are in {}, to enable with: {}", folder, String.join(" ", command));
      return;
    }
    if (runner.run(List.of("systemctl", "daemon-reload")) != 0 || runner.run(command) != 0) {
      LOGGER.warn("The units are not enabled; when the reason above is gone: {}", String.join(" ", command));
    }
  }

  /** Runs a command to its end; its exit status. */
  @FunctionalInterface
  interface CommandRunner {
    int run(List<String> command) throws IOException;
  }
}
