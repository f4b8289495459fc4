package org.slapos.grid.promise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slapos.grid.process.Account;
import org.slapos.grid.process.CleanEnvironment;
import org.slapos.grid.process.Command;
import org.slapos.grid.process.Privileges;

/** The conditions under which promises run: as the partition's user, in its folder, for a limited time and in limited memory. */
final class PromiseCommands {
  private final Privileges privileges;
  private final Map<String, String> agentEnvironment;
  private final Path instanceRoot;
  private final Duration timeout;
  private final OptionalLong memory;

  PromiseCommands(
      Privileges privileges, Map<String, String> agentEnvironment, Path instanceRoot, Duration timeout,
      OptionalLong memory) {
    this.privileges = privileges;
    this.agentEnvironment = agentEnvironment;
    this.instanceRoot = instanceRoot;
    this.timeout = timeout;
    this.memory = memory;
  }

  Command of(List<String> argv, PromiseSubject subject) {
    Account owner = privileges.accounts().ownerOf(subject.folder());
    Map<String, String> environment =
        new HashMap<>(CleanEnvironment.of(agentEnvironment, owner.home().toString()));
    environment.put("SLAPGRID_INSTANCE_ROOT", instanceRoot.toString());
    return Command.of(argv, subject.folder(), environment, privileges.forFolder(subject.folder()))
        .withUmask("022")
        .withTimeout(Optional.of(timeout))
        .withMemory(memory);
  }

  Duration timeout() {
    return timeout;
  }

  long timeoutSeconds() {
    return timeout.toSeconds();
  }

  String timeoutMessage() {
    return "Error: Promise timed out after %d seconds".formatted(timeout.toSeconds());
  }
}
