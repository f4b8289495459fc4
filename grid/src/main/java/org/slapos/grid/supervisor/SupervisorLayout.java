package org.slapos.grid.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where supervisord's files are below the instance root (reference: node-supervisor.md, 1). */
public record SupervisorLayout(Path instanceRoot) {
  /** What the kernel takes for the path of a unix socket, with supervisord's temporary suffix. */
  private static final int LONGEST_SOCKET = 107 - ".4194304".length();

  public Path configuration() {
    return etc().resolve("supervisord.conf");
  }

  public Path programs() {
    return etc().resolve("supervisord.conf.d");
  }

  /** The file of a partition's own programs. */
  public Path programsOf(String partition) {
    return programs().resolve(partition + ".conf");
  }

  /** Nodes of long ago have one of another name, on which their supervisord listens until it ends. */
  public Path socket() {
    Path usual = instanceRoot.resolve("sv.sock");
    return !Files.exists(usual) && Files.exists(legacySocket()) ? legacySocket() : usual;
  }

  /** Whether supervisord can listen below this instance root. */
  public boolean socketFits() {
    return socket().toString().length() <= LONGEST_SOCKET;
  }

  Path legacySocket() {
    return instanceRoot.resolve("supervisord.socket");
  }

  /** Held by the agent that starts supervisord. */
  Path launchLock() {
    return run().resolve("slapgrid-launch.lock");
  }

  /** Held by the agent that changes groups. */
  Path updateLock() {
    return run().resolve("slapgrid-update.lock");
  }

  Path etc() {
    return instanceRoot.resolve("etc");
  }

  Path var() {
    return instanceRoot.resolve("var");
  }

  Path log() {
    return var().resolve("log");
  }

  Path run() {
    return var().resolve("run");
  }
}
