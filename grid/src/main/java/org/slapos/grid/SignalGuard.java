package org.slapos.grid;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.RunningProcesses;

/**
 * While a pass runs, SIGTERM and SIGINT end its children and give it the time to report and to remove its pid file. The
 * exit status of the process stays the signal's (143, 130).
 */
final class SignalGuard implements AutoCloseable {
  private static final Duration TIME_TO_REPORT = Duration.ofSeconds(20);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private final GridLog log;
  private volatile Runnable cleanUp = () -> {};

  private SignalGuard(RunningProcesses running, GridLog log) {
    this.log = log;
    this.hook = Thread.ofPlatform().name("slapgrid signal").unstarted(() -> {
      running.stop();
      try {
        if (!ended.await(TIME_TO_REPORT.toMillis(), TimeUnit.MILLISECONDS)) {
          log.warn("The pass did not end within %d seconds of the signal".formatted(TIME_TO_REPORT.toSeconds()));
          cleanUp.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  static SignalGuard during(RunningProcesses running, GridLog log) {
    var guard = new SignalGuard(running, log);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /** What is still done for a pass that hangs, in a Master that does not answer for example. */
  void cleanUpWith(Runnable action) {
    cleanUp = action;
  }

  String name() {
    return hook.getName();
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      log.debug("Ended by a signal");
    }
  }
}
