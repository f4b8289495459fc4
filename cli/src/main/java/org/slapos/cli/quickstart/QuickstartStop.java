package org.slapos.cli.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.grid.supervisor.Supervisord;
import org.slapos.grid.supervisor.SupervisorLayout;

/** Ends supervisord and with it the Master and all services of a quickstart. */
final class QuickstartStop {
  /** A service may take a minute before it is killed. */
  private static final long PATIENCE_SECONDS = 150;

  private final QuickstartLayout layout;

  QuickstartStop(QuickstartLayout layout) {
    this.layout = layout;
  }

  /** What happened, for the user. */
  String stop() throws IOException {
    if (!Files.exists(layout.configuration())) {
      throw new CommandFailure(ExitStatus.FAILURE, "there is no quickstart in " + layout.folder());
    }
    var supervisor = new SupervisorLayout(layout.instanceRoot());
    Optional<ProcessHandle> daemon = daemon();
    if (!Files.exists(supervisor.socket()) || daemon.isEmpty()) {
      return "Nothing is running in " + layout.folder() + ".";
    }
    try {
      Supervisord.at(supervisor.socket()).shutdown();
      daemon.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return "Stopped the Master and all services of " + layout.folder() + ".";
    } catch (UncheckedIOException e) {
      throw new CommandFailure(ExitStatus.FAILURE, "supervisord does not answer: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new CommandFailure(
          ExitStatus.FAILURE, "supervisord (pid " + daemon.get().pid() + ") is still stopping its services", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitStatus.FAILURE, "interrupted while supervisord was stopping", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<ProcessHandle> daemon() throws IOException {
    Path pidFile = layout.instanceRoot().resolve("var/run/supervisord.pid");
    return Files.exists(pidFile)
        ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
        : Optional.empty();
  }
}
