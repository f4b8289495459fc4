package org.slapos.cli.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.configure.MasterProgram;

/** Where everything is below the folder of a quickstart. */
record QuickstartLayout(Path folder) {
  /** What the kernel takes for the path of a unix socket, with supervisord's temporary suffix. */
  private static final int LONGEST_SOCKET = 107 - ".4194304".length();

  QuickstartLayout {
    if (instanceRoot(folder).resolve("sv.sock").toString().length() > LONGEST_SOCKET) {
      throw new CommandFailure(
          ExitStatus.FAILURE,
          "the path " + folder + " is too long for supervisord's socket; choose a shorter one with --directory");
    }
  }

  Path configuration() {
    return folder.resolve("etc/slapos.cfg");
  }

  Path partitionDefinition() {
    return folder.resolve("etc/partitions.cfg");
  }

  Path activate() {
    return folder.resolve("activate");
  }

  Path softwareRoot() {
    return folder.resolve("soft");
  }

  Path instanceRoot() {
    return instanceRoot(folder);
  }

  Path masterProgram() {
    return instanceRoot().resolve(MasterProgram.FILE);
  }

  Path database() {
    return folder.resolve("var/master.db");
  }

  Path computerXml() {
    return folder.resolve("var/computer.xml");
  }

  Path pythonTools() {
    return folder.resolve("python");
  }

  Path log(String name) {
    return folder.resolve("var/log/" + name + ".log");
  }

  Path pidFile(String name) {
    return folder.resolve("var/run/slapgrid-" + name + ".pid");
  }

  /** Folders of its own, which services of the partitions pass through. */
  List<Path> folders() {
    return List.of(folder, folder.resolve("etc"), folder.resolve("var"), softwareRoot(), instanceRoot());
  }

  /** Folders that hold a database, logs and control files: the user's alone. */
  List<Path> privateFolders() {
    Path supervisor = instanceRoot().resolve("etc");
    return List.of(
        folder.resolve("var/log"), folder.resolve("var/run"), supervisor, supervisor.resolve("supervisord.conf.d"));
  }

  private static Path instanceRoot(Path folder) {
    return folder.resolve("inst");
  }
}
