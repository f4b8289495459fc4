package org.slapos.grid.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.config.IoReason;
import org.slapos.files.ForeignFile;
import org.slapos.grid.ExitCode;
import org.slapos.grid.PassResult;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.supervisor.PartitionServices;
import org.slapos.grid.supervisor.Supervisord;
import org.slapos.grid.supervisor.SupervisorFault;

/** Without a Master, what is configured on disk is started (reference: node-grid.md, 3.1). */
final class OfflineStart {
  private final Path instanceRoot;
  private final PartitionServices services;
  private final Supervisord supervisord;
  private final GridLog log;

  OfflineStart(Path instanceRoot, PartitionServices services, Supervisord supervisord, GridLog log) {
    this.instanceRoot = instanceRoot;
    this.services = services;
    this.supervisord = supervisord;
    this.log = log;
  }

  PassResult run() {
    log.info("Processing computer partitions offline...");
    try {
      for (Path folder : folders()) {
        obey(new PartitionFolder(folder.getFileName().toString(), folder));
      }
      supervisord.startAll();
      return PassResult.of(ExitCode.OFFLINE);
    } catch (IOException | UncheckedIOException | SupervisorFault e) {
      log.error("Cannot start services offline: " + e.getMessage());
      return new PassResult(ExitCode.FAILED, List.of("Cannot start services offline: " + e.getMessage()));
    }
  }

  /** A file that a partition's user made unusable keeps no other partition's services from being started. */
  private void obey(PartitionFolder folder) {
    try {
      obeyRequestedState(folder);
    } catch (IOException e) {
      log.error("Cannot follow %s: %s".formatted(folder.requestedState(), IoReason.of(e)));
    }
  }

  private void obeyRequestedState(PartitionFolder folder) throws IOException {
    Optional<String> state = ForeignFile.text(folder.requestedState());
    if (state.isEmpty()) {
      return;
    }
    if (state.get().strip().equals("stopped")) {
      services.stop(folder.id(), log);
    }
    Files.delete(folder.requestedState());
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(instanceRoot)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }
}
