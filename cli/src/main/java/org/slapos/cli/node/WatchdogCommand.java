package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.supervisor.Watchdog;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;

/** {@code slapos-watchdog}: the event listener of supervisord that bangs when a watched service ends. */
public final class WatchdogCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("--master-url").required(true).metavar("URL").help("the Master");
    parser.addArgument("--computer-id").required(true).metavar("ID").help("reference of this computer");
    parser.addArgument("--certificate-repository-path").metavar("DIR").help("where the partitions' certificates are");
    parser.addArgument("--master-ca-file").metavar("FILE").help("certificates that the Master's must be signed by");
    parser.addArgument("--instance-root-path").metavar("DIR").help("where the partitions are");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Path instanceRoot = invocation.text("instance_root_path").map(Path::of).orElseThrow(() -> new CommandFailure(
        ExitStatus.FAILURE, "--instance-root-path is needed: it tells what was deployed and banged before"));
    new Watchdog(
            instanceRoot,
            (partition, message) -> bang(invocation, partition, message),
            invocation.terminal().in(),
            invocation.terminal().out(),
            new MainLog())
        .run();
    return ExitStatus.SUCCESS;
  }

  private static void bang(Invocation invocation, String partition, String message) {
    Optional<ConnectionSettings.Identity> identity = invocation.text("certificate_repository_path")
        .map(Path::of)
        .map(folder -> new ConnectionSettings.Identity(
            folder.resolve(partition + ".key"), folder.resolve(partition + ".crt")));
    var any = ConnectionSettings.of(invocation.argument("master_url"));
    var plain = invocation.text("master_ca_file").map(Path::of).map(any::trusting).orElseGet(any::trustingAnyServer);
    var settings = identity.map(plain::withIdentity).orElse(plain);
    ClassicSlap.connect(settings, invocation.terminal().environment())
        .registerComputerPartition(invocation.argument("computer_id"), partition)
        .bang(message);
  }
}
