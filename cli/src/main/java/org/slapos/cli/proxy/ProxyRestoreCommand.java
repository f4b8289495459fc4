package org.slapos.cli.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.master.store.Restore;

/** {@code slapos proxy restore}: the Master's database becomes what a backup holds, while no Master runs. */
public final class ProxyRestoreCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ProxySettings.declareDatabase(parser);
    parser.addArgument("file").metavar("FILE").help("a backup that 'slapos proxy backup' made");
    parser.addArgument("--force").action(Arguments.storeTrue())
        .help("replace what the database holds; that is kept aside");
    BackupOutput.declare(parser);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    var database = ProxySettings.database(invocation);
    var file = Path.of(invocation.argument("file"));
    var report = new Restore(file).into(database, invocation.flag("force"), Instant.now());
    BackupOutput.print(report, "Restored " + report.database() + " from " + file, invocation);
    return ExitStatus.SUCCESS;
  }
}
