package org.slapos.cli;

import java.util.List;
import org.slapos.cli.proxy.ProxyBackupCommand;
import org.slapos.cli.proxy.ProxyRestoreCommand;
import org.slapos.cli.proxy.ProxyShowCommand;
import org.slapos.cli.proxy.ProxyStartCommand;

/** The commands of the built-in Master. */
final class MasterCommands {
  private MasterCommands() {}

  static List<CommandEntry> all() {
    return List.of(
        new CommandEntry("proxy start", CommandGroup.MASTER, "run the Master of this node", ProxyStartCommand::new),
        new CommandEntry("proxy show", CommandGroup.MASTER, "show what the Master knows", ProxyShowCommand::new),
        new CommandEntry("proxy backup", CommandGroup.MASTER, "back the Master's database up", ProxyBackupCommand::new),
        new CommandEntry("proxy restore", CommandGroup.MASTER, "restore a backup", ProxyRestoreCommand::new));
  }
}
