package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.SettingsReader;
import org.slapos.grid.PidFileHold;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.prune.PrunePass;

/** {@code slapos node prune}: removes shared parts that no release uses any more. */
public final class NodePruneCommand implements Command {
  /** What the reference ends with when it refuses. */
  private static final int REFUSED = 255;

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("--dry-run").action(Arguments.storeTrue()).help("tell what is unused, remove nothing");
    parser.addArgument("--additional-software-directory").action(Arguments.append()).metavar("DIR")
        .help("more releases whose shared parts are kept; may be given several times");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    SettingsReader reader = NodeSection.reader(NodeSection.read(invocation), invocation);
    RootCheck.honour(reader, invocation.terminal());
    Path softwareRoot = reader.requiredPath("software_root");
    Path instanceRoot = reader.requiredPath("instance_root");
    List<String> shared = reader.lines("shared_part_list");
    Path pidFile = new GridSettingsReader(reader, invocation.terminal()).pidFile(PassKind.SOFTWARE);
    reader.finish();
    if (shared.isEmpty()) {
      throw new CommandFailure(REFUSED, "No shared_part_list options in slapos config");
    }
    List<Path> further =
        invocation.list("additional_software_directory").stream().map(invocation.terminal()::path).toList();
    try (PidFileHold _ = PidFileHold.take(pidFile, new MainLog())) {
      new PrunePass(Path.of(shared.getLast()), softwareRoot, instanceRoot, further, new MainLog())
          .run(invocation.flag("dry_run"));
      return ExitStatus.SUCCESS;
    } catch (PidFileHold.TakenException e) {
      throw new CommandFailure(REFUSED, "Cannot prune while software is running", e);
    }
  }
}
