package org.slapos.cli.node;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.slapos.cli.Invocation;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.format.FormatSettings;
import org.slapos.grid.GridSettings;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.manager.ManagedComputer;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.ManagerLoader;
import org.slapos.grid.manager.Managers;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunningProcesses;

/** Calls the managers' hooks around {@code node format} (reference: manager.md, 2). */
final class FormatManagers {
  private final Managers managers;
  private final ManagedComputer computer;

  private FormatManagers(Managers managers, ManagedComputer computer) {
    this.managers = managers;
    this.computer = computer;
  }

  /** Loads them; a definition file leaves managers out, as in the reference. */
  static FormatManagers load(
      ConfigurationFile file, Settings merged, SettingsReader reader, FormatSettings format, Invocation invocation,
      boolean dryRun) {
    GridSettings.Extensions extensions =
        new ExtensionSections(file, invocation.terminal().home()).read(merged, reader);
    boolean none = extensions.managers().isEmpty() || reader.text("input_definition_file").isPresent();
    List<String> partitions = IntStream.range(0, reader.integer("partition_amount").orElse(0))
        .mapToObj(number -> format.names().partition() + number).toList();
    var computer = new ManagedComputer(
        format.computerId(), format.instanceRoot(), format.softwareRoot(), partitions, dryRun,
        new MainLog());
    if (none) {
      return new FormatManagers(Managers.NONE, computer);
    }
    GridSettings settings = GridSettings.of(
        format.computerId(), reader.text("master_url").orElse(""), format.softwareRoot(), format.instanceRoot(),
        PythonToolsPlace.of(reader, invocation.terminal())).with(extensions);
    return new FormatManagers(
        new ManagerLoader(settings, new ProcessRunner(new RunningProcesses())).load(), computer);
  }

  /** What is done between the hooks. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does it between the hooks; the second one is called whatever came of it. */
  <T> T around(Work<T> work) throws IOException {
    try {
      managers.call(Manager::format, computer);
      return work.run();
    } finally {
      managers.call(Manager::formatTearDown, computer);
    }
  }
}
