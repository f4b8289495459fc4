package org.slapos.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slapos.grid.instance.InstancePass;
import org.slapos.grid.instance.PartitionResult;
import org.slapos.grid.instance.PromisePass;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.log.MainLog;
import org.slapos.grid.manager.ManagerLoader;
import org.slapos.grid.manager.Managers;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunningProcesses;
import org.slapos.grid.python.PythonTools;
import org.slapos.grid.python.PythonToolsException;
import org.slapos.grid.report.ReportPass;
import org.slapos.grid.software.SoftwarePass;
import org.slapos.grid.supervisor.ProcessState;
import org.slapos.grid.supervisor.SupervisorDaemon;
import org.slapos.grid.supervisor.SupervisorFault;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.SupervisorSkeleton;
import org.slapos.grid.supervisor.WatchdogCommand;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;

/**
 * The node agent: one method per command. Each takes the pid file, runs one pass and gives it back; a second agent is
 * refused with exit status 10. Root and mandatory settings were checked by the caller.
 */
public final class Slapgrid {
  /** Passes of different kinds run at the same time in one agent. */
  private static final ReentrantLock SKELETON = new ReentrantLock();

  private final GridSettings settings;
  private final Slap slap;
  private final Clock clock;
  private final GridLog log;
  private final RunningProcesses running = new RunningProcesses();
  private final SupervisorLayout layout;

  /** For a command: system clock, logger {@code slapos}. */
  public Slapgrid(GridSettings settings, Slap slap) {
    this(settings, slap, new LocalClock(), new MainLog());
  }

  public Slapgrid(GridSettings settings, Slap slap, Clock clock, GridLog log) {
    this.settings = settings;
    this.slap = slap;
    this.clock = clock;
    this.log = log;
    this.layout = new SupervisorLayout(settings.instanceRoot());
  }

  /** {@code node software}. */
  public PassResult software() {
    return guarded(() -> {
      requireFolders();
      tools().requireUsable();
      Managers managers = managers();
      writeSkeleton();
      return new SoftwarePass(settings, slap, managers, privileges(), runner(), clock, log).run();
    });
  }

  /** {@code node instance}. */
  public PassResult instance() {
    return instancePass(InstancePass::run);
  }

  /**
   * {@code node instance} for somebody who watches.
   *
   * @param shown receives what became of each partition, unless the Master cannot be reached
   */
  public PassResult instance(Consumer<List<PartitionResult>> shown) {
    return instancePass(pass -> pass.run(shown));
  }

  private PassResult instancePass(Function<InstancePass, PassResult> run) {
    return guarded(() -> {
      requireFolders();
      tools().requireUsable();
      Managers managers = managers();
      Optional<List<ProcessState>> processes = startSupervisord();
      return run.apply(new InstancePass(settings, slap, managers, processes, privileges(), runner(), clock, log));
    });
  }

  /** {@code node report}. */
  public PassResult report() {
    return guarded(() -> {
      requireFolders();
      tools().requireUsable();
      Managers managers = managers();
      startSupervisord();
      return new ReportPass(settings, slap, managers, privileges(), runner(), clock, log).run();
    });
  }

  /** {@code node promise}: nothing is told to the Master. */
  public PassResult promise() {
    return guarded(() -> {
      requireFolders();
      return new PromisePass(settings, slap, privileges(), runner(), clock, log).run();
    });
  }

  /**
   * Ends the pass from another thread: its children are killed, what was being done is reported as interrupted, the pid
   * file is removed. SIGTERM and SIGINT do the same by themselves.
   */
  public void stop() {
    running.stop();
  }

  private PassResult guarded(Supplier<PassResult> pass) {
    try (SignalGuard guard = SignalGuard.during(running, log)) {
      log.debug("Signals are watched by " + guard.name());
      return withPidFile(pass, guard);
    }
  }

  private PassResult withPidFile(Supplier<PassResult> pass, SignalGuard guard) {
    if (settings.pidFile().isEmpty()) {
      return run(pass);
    }
    try (PidFile file = PidFile.take(settings.pidFile().get(), log)) {
      log.debug("Holding pid file " + file.path());
      guard.cleanUpWith(file::close);
      return run(pass);
    } catch (PidFile.RefusedException e) {
      if (e.exitCode() == ExitCode.ALREADY_RUNNING) {
        log.info(String.valueOf(e.getMessage()));
      } else {
        log.error(String.valueOf(e.getMessage()));
      }
      return new PassResult(e.exitCode(), List.of(String.valueOf(e.getMessage())));
    }
  }

  private PassResult run(Supplier<PassResult> pass) {
    try {
      return pass.get();
    } catch (SlapException | PythonToolsException | MissingFolderException | AgentStoppingException
        | IllegalArgumentException e) {
      log.error(String.valueOf(e.getMessage()));
      return new PassResult(ExitCode.FAILED, List.of(String.valueOf(e.getMessage())));
    } catch (UncheckedIOException | IllegalStateException | SupervisorFault e) {
      log.error(String.valueOf(e.getMessage()), e);
      return new PassResult(ExitCode.FAILED, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static final class MissingFolderException extends RuntimeException {
    MissingFolderException(Path folder) {
      super(folder + " does not exist.");
    }
  }

  private void requireFolders() {
    for (Path folder : List.of(settings.softwareRoot(), settings.instanceRoot())) {
      if (!Files.isDirectory(folder)) {
        throw new MissingFolderException(folder);
      }
    }
  }

  private void writeSkeleton() {
    SKELETON.lock();
    try {
      writeSkeletonOnce();
    } catch (NoSuchFileException anotherPassWasFaster) {
      // One in another process has put the same file in place and taken the temporary one away with it.
      log.debug("Writing supervisord's files again: " + anotherPassWasFaster.getMessage());
      try {
        writeSkeletonOnce();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write supervisord's files: " + e.getMessage(), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write supervisord's files: " + e.getMessage(), e);
    } finally {
      SKELETON.unlock();
    }
  }

  private void writeSkeletonOnce() throws IOException {
    SupervisorSkeleton.write(layout, WatchdogCommand.line(
        settings.watchdogProgram(), settings.masterUrl(), settings.certificateRepository(), settings.computerId(),
        settings.instanceRoot()));
    SupervisorSkeleton.writeFirewall(layout, settings.extensions().firewall());
  }

  private Optional<List<ProcessState>> startSupervisord() {
    writeSkeleton();
    return settings.behaviour().forbidSupervisordLaunch()
        ? Optional.empty() : new SupervisorDaemon(layout, tools(), log).ensureRunning();
  }

  private PythonTools tools() {
    return new PythonTools(settings.pythonTools());
  }

  private Privileges privileges() {
    return Privileges.ofThisProcess(settings.rootCheck());
  }

  private Managers managers() {
    return settings.extensions().managers().isEmpty()
        ? Managers.NONE : new ManagerLoader(settings, runner()).load();
  }

  private ProcessRunner runner() {
    return new ProcessRunner(running);
  }
}
