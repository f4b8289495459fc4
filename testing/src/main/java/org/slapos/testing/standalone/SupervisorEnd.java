package org.slapos.testing.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slapos.grid.supervisor.SupervisorFault;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.Supervisord;

/** Ends supervisord and all services below it: politely for a while, then not. */
record SupervisorEnd(Path instanceRoot, Duration patience) {

  void end() {
    Optional<ProcessHandle> daemon = daemon();
    if (daemon.isEmpty()) {
      return;
    }
    List<ProcessHandle> services = daemon.get().descendants().toList();
    try {
      Supervisord.at(new SupervisorLayout(instanceRoot).socket()).shutdown();
      daemon.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (UncheckedIOException | SupervisorFault | TimeoutException | ExecutionException tooSlow) {
      daemon.get().destroyForcibly();
    } catch (InterruptedException e) {
      daemon.get().destroyForcibly();
      Thread.currentThread().interrupt();
    }
    services.forEach(ProcessHandle::destroyForcibly);
  }

  /** At once, for the end of the process. */
  void kill() {
    daemon().ifPresent(daemon -> {
      List<ProcessHandle> services = daemon.descendants().toList();
      daemon.destroyForcibly();
      services.forEach(ProcessHandle::destroyForcibly);
    });
  }

  private Optional<ProcessHandle> daemon() {
    Path pidFile = instanceRoot.resolve("var/run/supervisord.pid");
    try {
      return Files.exists(pidFile)
          ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).filter(ProcessHandle::isAlive)
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("supervisord's pid file " + pidFile + " cannot be read: " + e.getMessage(), e);
    }
  }
}
