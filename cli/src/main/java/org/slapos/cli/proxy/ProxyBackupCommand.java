package org.slapos.cli.proxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.master.store.Backup;

/** {@code slapos proxy backup}: the Master's database into one file, also while the Master runs. */
public final class ProxyBackupCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ProxySettings.declareDatabase(parser);
    parser.addArgument("file").metavar("FILE").help("the backup; readable for its owner alone");
    parser.addArgument("--force").action(Arguments.storeTrue()).help("replace the file if it exists");
    BackupOutput.declare(parser);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    var database = ProxySettings.database(invocation);
    var file = Path.of(invocation.argument("file"));
    var report = new Backup(database).write(file, invocation.flag("force"), Instant.now());
    BackupOutput.print(report, "Backed up " + report.database() + " to " + file, invocation);
    return ExitStatus.SUCCESS;
  }
}
