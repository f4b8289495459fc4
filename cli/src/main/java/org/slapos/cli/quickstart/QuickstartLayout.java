package org.slapos.cli.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.configure.MasterProgram;
import org.slapos.grid.supervisor.SupervisorLayout;

/** Where everything is below the folder of a quickstart. */
record QuickstartLayout(Path folder) {
  QuickstartLayout {
    if (!new SupervisorLayout(instanceRoot(folder)).socketFits()) {
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
