package org.slapos.grid.manager;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Completion;

/**
 * A manager that is a program: called with the hook's name as its argument, and with what the hook is about in its
 * environment. Status 0 is success, also for hooks that mean nothing to it; its output goes to the log.
 */
final class ProgramManager implements Manager {
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(5);

  private final Path file;
  private final ManagerSettings settings;
  private final SystemCommands commands;

  ProgramManager(Path file, ManagerSettings settings, SystemCommands commands) {
    this.file = file;
    this.settings = settings;
    this.commands = commands;
  }

  @Override
  public void format(ManagedComputer computer) throws IOException {
    run("format", facts(computer), computer.log());
  }

  @Override
  public void formatTearDown(ManagedComputer computer) throws IOException {
    run("formatTearDown", facts(computer), computer.log());
  }

  @Override
  public void software(ManagedRelease release) throws IOException {
    run("software", facts(release), release.log());
  }

  @Override
  public void softwareTearDown(ManagedRelease release) throws IOException {
    run("softwareTearDown", facts(release), release.log());
  }

  @Override
  public void instance(ManagedPartition partition) throws IOException {
    run("instance", facts(partition), partition.log());
  }

  @Override
  public void instanceTearDown(ManagedPartition partition) throws IOException {
    run("instanceTearDown", facts(partition), partition.log());
  }

  @Override
  public void report(ManagedPartition partition) throws IOException {
    run("report", facts(partition), partition.log());
  }

  private static Map<String, String> facts(ManagedComputer computer) {
    return Map.of(
        "SLAPOS_COMPUTER_ID", computer.id(), "SLAPOS_SOFTWARE_ROOT", computer.softwareRoot().toString(),
        "SLAPOS_PARTITIONS", String.join(" ", computer.partitions()), "SLAPOS_DRY_RUN",
        Boolean.toString(computer.dryRun()));
  }

  private static Map<String, String> facts(ManagedRelease release) {
    return Map.of(
        "SLAPOS_COMPUTER_ID", release.computerId(), "SLAPOS_SOFTWARE_URL", release.url(), "SLAPOS_SOFTWARE_PATH",
        release.path().toString(), "SLAPOS_STATE", release.state());
  }

  private static Map<String, String> facts(ManagedPartition partition) {
    return Map.of(
        "SLAPOS_COMPUTER_ID", partition.computerId(), "SLAPOS_PARTITION_ID", partition.id(), "SLAPOS_PARTITION_PATH",
        partition.path().toString(), "SLAPOS_PARTITION_USER", partition.owner().get().name(), "SLAPOS_SOFTWARE_URL",
        partition.softwareUrl(), "SLAPOS_ADDRESSES", String.join(" ", partition.addresses()), "SLAPOS_STATE",
        partition.state());
  }

  private void run(String hook, Map<String, String> facts, GridLog log) throws IOException {
    var environment = new HashMap<>(facts);
    environment.put("SLAPOS_INSTANCE_ROOT", settings.instanceRoot().toString());
    settings.section().forEach((key, value) -> environment.put(
        "SLAPOS_MANAGER_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    Completion completion = commands.run(
        List.of(file.toString(), hook), environment, patience(), line -> log.info(settings.name() + ": " + line));
    if (completion.timedOut()) {
      throw new IOException("Manager '%s' did not end within %d seconds at %s"
          .formatted(settings.name(), patience().toSeconds(), hook));
    }
    if (!completion.succeeded()) {
      throw new IOException("Manager '%s' ended with status %d at %s: %s".formatted(
          settings.name(), completion.exitCode(), hook, completion.output().lines().reduce("", (_, last) -> last)));
    }
  }

  private Duration patience() {
    try {
      return Duration.ofSeconds(Long.parseLong(
          settings.section().getOrDefault("timeout", Long.toString(USUAL_PATIENCE.toSeconds()))));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'timeout' in section [manager:%s] must be a number of seconds".formatted(settings.name()), e);
    }
  }
}
