package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.grid.GridSettings;
import org.slapos.grid.buildout.Buildout;
import org.slapos.grid.buildout.BuildoutFailedException;
import org.slapos.grid.buildout.Shebang;
import org.slapos.grid.process.CleanEnvironment;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.python.PythonTools;

/** Runs the release's buildout in the partition, as the partition's user (reference: node-grid.md, 3.7 and 3.8). */
final class BuildoutStep implements PartitionStep {
  private final GridSettings settings;
  private final Privileges privileges;
  private final Buildout buildout;

  BuildoutStep(GridSettings settings, Privileges privileges, Buildout buildout) {
    this.settings = settings;
    this.privileges = privileges;
    this.buildout = buildout;
  }

  @Override
  public void run(PartitionTask task) throws IOException, BuildoutFailedException {
    Path script = script(task);
    if (!Shebang.isProgram(script)) {
      throw new IOException("%s is no program: the release has to be built again".formatted(script));
    }
    var argv = new ArrayList<>(Shebang.words(script));
    argv.add(script.toString());
    if (settings.behaviour().buildoutDebug()) {
      argv.add("-D");
    }
    argv.add("-U");
    run(argv, task);
  }

  private Path script(PartitionTask task) throws IOException, BuildoutFailedException {
    List<Path> candidates = bootstrapCandidates(task.software().path().resolve("bin"));
    if (candidates.size() > 1) {
      throw new IOException("More than one bootstrap candidate found.");
    }
    Path own = task.folder().path().resolve("sbin/buildout");
    if (candidates.size() == 1) {
      bootstrap(candidates.getFirst(), task);
      return own;
    }
    Path shared = task.software().buildout();
    task.log().info("Falling back to default buildout '%s'".formatted(shared));
    if (Files.exists(shared)) {
      return shared;
    }
    var tools = new PythonTools(settings.pythonTools());
    run(List.of(
        tools.python().toString(), tools.buildout().toString(), "buildout:bin-directory=" + own.getParent(),
        "bootstrap"), task);
    return own;
  }

  private void bootstrap(Path candidate, PartitionTask task) throws BuildoutFailedException {
    var argv = new ArrayList<>(Shebang.words(candidate));
    argv.add(candidate.toString());
    try {
      run(argv, task);
    } catch (BuildoutFailedException e) {
      task.log().error("Failed to bootstrap buildout in '%s'.".formatted(task.folder().path()));
      throw e;
    }
  }

  private void run(List<String> argv, PartitionTask task) throws BuildoutFailedException {
    Path folder = task.folder().path();
    Map<String, String> environment = CleanEnvironment.of(settings.agentEnvironment(), folder.toString());
    environment.put("SLAPGRID_INSTANCE_ROOT", settings.instanceRoot().toString());
    buildout.run(
        argv, folder, environment, privileges.forFolder(folder), limit(), task.log(), task.log()::info,
        task.folder().instanceLog());
  }

  private Optional<Duration> limit() {
    return settings.limits().partitionTimeout();
  }

  private static List<Path> bootstrapCandidates(Path bin) throws IOException {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(bin)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(bin, "bootstrap*")) {
        entries.forEach(found::add);
      }
    }
    return found;
  }
}
