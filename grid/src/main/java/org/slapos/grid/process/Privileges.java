package org.slapos.grid.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Decides as whom children run and who owns what the agent writes (reference: node-grid.md, 3.5).
 *
 * @param agentIsRoot whether the agent may become somebody else
 * @param rootCheck false in no-root mode, where folders owned by root are served as the caller instead of being refused
 */
public record Privileges(boolean agentIsRoot, boolean rootCheck, Accounts accounts) {

  /** For the running process. */
  public static Privileges ofThisProcess(boolean rootCheck) {
    try {
      int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return new Privileges(uid == 0, rootCheck, new Accounts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Who runs what belongs to a folder: its owner.
   *
   * @throws IllegalStateException if the agent is root and so is the folder's owner or group, except in no-root mode
   */
  public RunAs forFolder(Path folder) {
    if (!agentIsRoot) {
      return RunAs.Caller.CALLER;
    }
    Account owner = accounts.ownerOf(folder);
    if (owner.uid() != 0 && owner.gid() != 0) {
      return new RunAs.User(owner);
    }
    if (!rootCheck) {
      return RunAs.Caller.CALLER;
    }
    throw new IllegalStateException(
        "Dropping privileges to uid = %d or gid = %d is too dangerous: give %s to its own user (slapos node format)"
            .formatted(owner.uid(), owner.gid(), folder));
  }

  /** Gives a file or link to the owner of a folder; nothing when the agent is not root. */
  public void giveTo(Path file, Path ownerFolder) throws IOException {
    if (agentIsRoot) {
      Account owner = accounts.ownerOf(ownerFolder);
      Files.setAttribute(file, "unix:uid", owner.uid(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(file, "unix:gid", owner.gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Gives a file to the group of a folder only; nothing when the agent is not root. */
  public void giveToGroup(Path file, Path ownerFolder) throws IOException {
    if (agentIsRoot) {
      Files.setAttribute(
          file, "unix:gid", accounts.ownerOf(ownerFolder).gid(), LinkOption.NOFOLLOW_LINKS);
    }
  }
}
