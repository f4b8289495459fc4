package org.slapos.grid.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a command is run in a partition by hand: as its user, in its folder, with the environment that its services have.
 *
 * @param argv with the words in front that change the account
 */
public record PartitionShell(List<String> argv, Path folder, Map<String, String> environment) {
  private static final List<String> OF_THE_TERMINAL = List.of("TERM", "PATH", "SSH_TTY", "COLORTERM");

  /**
   * Prepares a command; {@code setsid} is not used, so that it keeps the terminal.
   *
   * @throws IllegalStateException if the partition belongs to root, except in no-root mode
   */
  public static PartitionShell of(
      List<String> command, Path folder, Path instanceRoot, Privileges privileges, Map<String, String> own) {
    Account owner = privileges.accounts().ownerOf(folder);
    var argv = new ArrayList<>(PrivilegeDrop.installed().prefix(privileges.forFolder(folder)));
    argv.addAll(List.of("/bin/sh", "-c", "umask 022 && exec \"$@\"", "sh"));
    argv.addAll(command);
    var environment = new HashMap<String, String>();
    OF_THE_TERMINAL.stream().filter(own::containsKey).forEach(name -> environment.put(name, own.get(name)));
    environment.put("USER", owner.name());
    environment.put("LOGNAME", owner.name());
    environment.put("HOME", owner.home().toString());
    environment.put("LC_CTYPE", "C.UTF-8");
    environment.put("SLAPGRID_INSTANCE_ROOT", instanceRoot.toString());
    return new PartitionShell(argv, folder, environment);
  }
}
