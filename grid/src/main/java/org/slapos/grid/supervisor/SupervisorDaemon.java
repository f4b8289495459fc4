package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.python.PythonTools;

/** Starts supervisord when it does not run (reference: node-supervisor.md, 2). It outlives the agent. */
public final class SupervisorDaemon {
  private static final int RUNNING = 1;
  private static final String WATCHDOG = "watchdog";
  private static final Duration PATIENCE = Duration.ofSeconds(50);
  /** {@code stopwaitsecs} of the services. */
  private static final Duration STOP_WAIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  /** A file's lock excludes other processes only. */
  private static final ReentrantLock LAUNCHING = new ReentrantLock();

  private final SupervisorLayout layout;
  private final PythonTools tools;
  private final GridLog log;

  public SupervisorDaemon(SupervisorLayout layout, PythonTools tools, GridLog log) {
    this.layout = layout;
    this.tools = tools;
    this.log = log;
  }

  /**
   * Starts it if needed, and its watchdog too.
   *
   * @return the processes that it had already; empty if it has just been started
   */
  public Optional<List<ProcessState>> ensureRunning() {
    Path socket = layout.socket();
    if (socket.equals(layout.legacySocket())) {
      log.info("Using legacy supervisor socket path " + socket);
    }
    Supervisord supervisord = Supervisord.at(socket);
    Optional<List<ProcessState>> processes =
        Files.exists(layout.socket()) ? running(supervisord) : Optional.empty();
    if (processes.isPresent()) {
      log.debug("Supervisord already running.");
      ensureWatchdog(supervisord, processes.get());
      return processes;
    }
    return launchAlone(supervisord);
  }

  /** Passes of different kinds may run at the same time, in this process and in others: only one of them starts it. */
  private Optional<List<ProcessState>> launchAlone(Supervisord supervisord) {
    LAUNCHING.lock();
    try (var channel = FileChannel.open(layout.launchLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      Optional<List<ProcessState>> processes =
          Files.exists(layout.socket()) ? running(supervisord) : Optional.empty();
      if (processes.isPresent()) {
        return processes;
      }
      new OrphanedServices(layout, STOP_WAIT, log).end();
      log.info("Launching supervisord with clean environment.");
      launch();
      if (!await(() -> isUp(supervisord), PATIENCE)) {
        log.warn("Issue while checking supervisord.");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to launch supervisord: " + e.getMessage(), e);
    } finally {
      LAUNCHING.unlock();
    }
  }

  /**
   * Asks for the processes, which only a running one tells: one question instead of three. Waits for the end of a shutdown
   * in progress: the next one must find the socket free.
   */
  private Optional<List<ProcessState>> running(Supervisord supervisord) {
    try {
      return Optional.of(supervisord.allProcesses());
    } catch (SupervisorFault fault) {
      if (fault.code() != SupervisorFault.SHUTDOWN_STATE) {
        return Optional.empty();
      }
      log.info("Supervisor in shutdown procedure, will check again later.");
      await(() -> !answers(supervisord), PATIENCE);
      return isUp(supervisord) ? Optional.of(supervisord.allProcesses()) : Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static boolean isUp(Supervisord supervisord) {
    try {
      return supervisord.state() == RUNNING;
    } catch (UncheckedIOException | SupervisorFault e) {
      return false;
    }
  }

  private static boolean answers(Supervisord supervisord) {
    try {
      supervisord.state();
      return true;
    } catch (SupervisorFault fault) {
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void ensureWatchdog(Supervisord supervisord, List<ProcessState> processes) {
    if (watchdogIsUp(processes)) {
      return;
    }
    try (var _ = GroupReservations.of(layout).reserve(WATCHDOG)) {
      // Another pass may have brought it back meanwhile.
      List<ProcessState> now = supervisord.allProcesses();
      if (watchdogIsUp(now)) {
        return;
      }
      if (now.stream().anyMatch(process -> process.group().equals(WATCHDOG))) {
        try {
          supervisord.removeGroup(WATCHDOG);
        } catch (SupervisorFault stillEnding) {
          return;
        }
      }
      supervisord.reloadConfig();
      supervisord.addGroup(WATCHDOG);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot bring the watchdog back: " + e.getMessage(), e);
    }
  }

  private static boolean watchdogIsUp(List<ProcessState> processes) {
    return processes.stream().anyMatch(process -> process.group().equals(WATCHDOG) && process.isUp());
  }

  /** It forks into the background by itself, so this returns soon; the environment is empty on purpose. */
  private void launch() {
    var builder = new ProcessBuilder(
            "setsid", tools.python().toString(), tools.supervisord().toString(), "-c", layout.configuration().toString())
        .directory(layout.instanceRoot().toFile())
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("Failed to launch supervisord:\n" + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to launch supervisord: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while supervisord was starting", e);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private static boolean await(Condition condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      if (condition.holds()) {
        return true;
      }
      try {
        TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return condition.holds();
  }
}
