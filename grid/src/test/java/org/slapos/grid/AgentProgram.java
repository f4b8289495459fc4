package org.slapos.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slapos.fakes.FakeMaster;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;

/** One pass of a {@link TestNode}'s agent in a process of its own, to be killed. */
final class AgentProgram {
  private AgentProgram() {}

  static List<String> arguments(String pass, TestNode node) {
    return List.of(pass, node.master().url(), node.root().toString(), TestTools.prepared().folder().toString());
  }

  /** Its end leaves a file, so that a kill after everything was done is one of its points too. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[2]);
    GridSettings settings = settings(arguments[1], root, Path.of(arguments[3]));
    var grid = new Slapgrid(settings, ClassicSlap.connect(ConnectionSettings.of(arguments[1])));
    PassResult result = switch (arguments[0]) {
      case "software" -> grid.software();
      case "instance" -> grid.instance();
      case "promise" -> grid.promise();
      default -> grid.report();
    };
    Files.createFile(root.resolve("ended"));
    System.exit(result.exitCode());
  }

  private static GridSettings settings(String master, Path root, Path tools) throws IOException {
    Path repository = root.resolve("pki");
    Path bootstrap = root.resolve("bootstrap.py");
    GridSettings settings = GridSettings
        .of(FakeMaster.COMPUTER, master, root.resolve("soft"), root.resolve("inst"), tools)
        .withRootCheck(false)
        .withPidFile(root.resolve("pid"))
        .withWatchdogProgram("/bin/false")
        .with(new GridSettings.Limits(86400, Duration.ofSeconds(5), Optional.empty(), 0, 0, 1))
        .with(GridSettings.Extensions.NONE.with(NodeCache.in(root)));
    if (Files.exists(repository)) {
      settings = settings.withCertificateRepository(repository);
    }
    return Files.exists(bootstrap)
        ? settings.with(new GridSettings.Behaviour(Optional.of(bootstrap), false, false, "", "")) : settings;
  }
}
