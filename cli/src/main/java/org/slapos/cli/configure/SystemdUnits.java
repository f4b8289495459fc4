package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slapos.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The units of a node under systemd: Master, supervisord, boot, and the agent with its timers.
 *
 * @param folder where systemd looks for units
 * @param running is there while systemd is
 */
record SystemdUnits(Path folder, Path running) {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String MASTER = "slapos-proxy.service";
  private static final String AGENT = "slapos-node@.service";
  private static final List<Path> OWN_FOLDERS = List.of(Path.of("/tmp"), Path.of("/var/tmp"));
  /** Written, and enabled but for the template. */
  static final List<String> UNITS = List.of(
      MASTER,
      "slapos-boot.service",
      "slapos-supervisord.service",
      AGENT,
      "slapos-node@software.timer",
      "slapos-node@instance.timer",
      "slapos-node@report.timer",
      "slapos-node@collect.timer");

  /** Where administrators' units are. */
  static SystemdUnits ofThisMachine() {
    return new SystemdUnits(Path.of("/etc/systemd/system"), Path.of("/run/systemd/system"));
  }

  /** A unit that is there and of another node than that; it would end to be a node. */
  Optional<Path> ofAnotherNode(LocalNodeFiles files) throws IOException {
    Path unit = folder.resolve(MASTER);
    return Files.exists(unit) && !Files.readString(unit).contains(files.masterConfiguration().toString())
        ? Optional.of(unit)
        : Optional.empty();
  }

  /** A file or folder of that node which no unit sees: units have folders of their own in the place of these. */
  static Optional<Path> unseen(LocalNodeFiles files) throws IOException {
    for (Path path : List.of(
        files.launcher(), files.javaHome(), files.configurationFolder(), files.buildoutFolder(), files.instanceRoot(),
        files.softwareRoot())) {
      Path written = path.toAbsolutePath().normalize();
      Path real = real(path);
      for (Path own : OWN_FOLDERS) {
        if (written.startsWith(own) || real.startsWith(own) || real.startsWith(real(own))) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  /** With all links followed, also of what is not there yet. */
  private static Path real(Path path) throws IOException {
    Path wanted = path.toAbsolutePath().normalize();
    Optional<Path> there = Optional.of(wanted);
    while (there.isPresent() && !Files.exists(there.get())) {
      there = Optional.ofNullable(there.get().getParent());
    }
    return there.isPresent() ? there.get().toRealPath().resolve(there.get().relativize(wanted)) : wanted;
  }

  /** Writes the units of that node; others are left alone. */
  void write(LocalNodeFiles files) throws IOException {
    Files.createDirectories(folder);
    Map<String, String> values = Map.of(
        "launcher", files.launcher().toString(),
        "java_home", files.javaHome().toString(),
        "node_configuration", files.nodeConfiguration().toString(),
        "master_configuration", files.masterConfiguration().toString(),
        "instance_root", files.instanceRoot().toString(),
        "cache_folder", files.cacheFolder().toString(),
        "buildout_folder", files.buildoutFolder().toString());
    for (String unit : UNITS) {
      AtomicFile.write(folder.resolve(unit), Template.fill("systemd/" + unit, values), "rw-r--r--");
    }
  }

  /**
   * Starts them, now and at each start of the machine. What comes after the Master is only waited for if the Master answers:
   * the boot unit tries without end.
   *
   * @return whether all of it is done; the log says what is not
   */
  boolean enable(CommandRunner runner, BooleanSupplier masterAnswers) throws IOException {
    var units = new ArrayList<>(UNITS);
    units.remove(AGENT);
    if (!Files.isDirectory(running)) {
      LOGGER.warn("systemd does not run here; the units are in {}, to enable with: {}", folder,
          String.join(" ", systemctl(List.of("enable", "--now"), units)));
      return false;
    }
    boolean enabled = runner.run(systemctl(List.of("daemon-reload"), List.of())) == 0
        && runner.run(systemctl(List.of("enable", "--quiet"), units)) == 0
        && runner.run(systemctl(List.of("start"), List.of(MASTER))) == 0;
    if (!enabled) {
      LOGGER.warn("The units are not started; when the reason above is gone: {}",
          String.join(" ", systemctl(List.of("enable", "--now"), units)));
      return false;
    }
    boolean answers = masterAnswers.getAsBoolean();
    if (!answers) {
      LOGGER.warn("The Master does not answer yet, and the node waits for it; see: journalctl -u {}", MASTER);
    }
    LOGGER.info("Formatting this machine and starting supervisord; progress is in: journalctl -f -u 'slapos-*'");
    return runner.run(systemctl(answers ? List.of("start") : List.of("start", "--no-block"), units)) == 0 && answers;
  }

  private static List<String> systemctl(List<String> words, List<String> units) {
    var command = new ArrayList<>(List.of("systemctl"));
    command.addAll(words);
    command.addAll(units);
    return command;
  }

  /** Runs a command to its end; its exit status. */
  @FunctionalInterface
  interface CommandRunner {
    int run(List<String> command) throws IOException;
  }
}
