package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
        obeyRequestedState(new PartitionFolder(folder.getFileName().toString(), folder));
      }
      supervisord.startAll();
      return PassResult.of(ExitCode.OFFLINE);
    } catch (IOException | UncheckedIOException | SupervisorFault e) {
      log.error("Cannot start services offline: " + e.getMessage());
      return new PassResult(ExitCode.FAILED, List.of("Cannot start services offline: " + e.getMessage()));
    }
  }

  private void obeyRequestedState(PartitionFolder folder) throws IOException {
    if (ForeignFile.isThere(folder.requestedState())) {
      String state = Files.readString(folder.requestedState(), UTF_8).strip();
      if (state.equals("stopped")) {
        services.stop(folder.id(), log);
      }
      Files.delete(folder.requestedState());
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(instanceRoot)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }
}
