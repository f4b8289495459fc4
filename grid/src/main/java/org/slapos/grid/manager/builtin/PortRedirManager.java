package org.slapos.grid.manager.builtin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.manager.Manager;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.grid.process.Account;
import org.slapos.grid.supervisor.ProgramGroup;
import org.slapos.grid.supervisor.SupervisedProgram;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/**
 * Opens ports of the machine for instances that ask for them in {@code .slapos-port-redirect}, each by a {@code socat}
 * under supervisord (reference: manager.md, 5).
 */
final class PortRedirManager implements Manager {
  private static final Account ROOT = new Account(0, 0, "root", Path.of("/root"));

  private final SystemCommands commands;

  PortRedirManager(SystemCommands commands) {
    this.commands = commands;
  }

  @Override
  public void instanceTearDown(ManagedPartition partition) throws IOException {
    Optional<String> request = RequestFile.text(partition.path().resolve(".slapos-port-redirect"));
    if (request.isEmpty()) {
      return;
    }
    List<Redirection> redirections = redirections(request.get(), partition);
    if (redirections.isEmpty()) {
      return;
    }
    Path socat = commands.find("socat").orElseThrow(
        () -> new IOException("Path to socat executable does not exist: install socat, which manager portredir needs"));
    String group = partition.id() + "-socat";
    List<SupervisedProgram> programs = redirections.stream().map(redirection -> new SupervisedProgram(
        group, redirection.name(), redirection.name(), socat + " " + redirection.words(), partition.path(),
        redirection.needsRoot() ? ROOT : partition.owner().get())).toList();
    partition.services().runGroup(new ProgramGroup(group, programs), partition.log());
  }

  private static List<Redirection> redirections(String request, ManagedPartition partition) {
    var redirections = new ArrayList<Redirection>();
    try {
      for (Value entry : RequestFile.list(request)) {
        read(entry, partition).ifPresent(redirections::add);
      }
    } catch (MalformedDocumentException e) {
      partition.log().warn("Bad port redirection configuration of %s: %s".formatted(partition.id(), e.getMessage()));
      return List.of();
    }
    return redirections;
  }

  private static Optional<Redirection> read(Value entry, ManagedPartition partition) {
    try {
      return Optional.of(Redirection.of(entry, partition.addresses()));
    } catch (IllegalArgumentException e) {
      partition.log().warn(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
