package org.slapos.cli.node;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slapos.grid.PassResult;
import org.slapos.grid.Slapgrid;

/** Runs a pass so that SIGTERM and SIGINT end its children, report what was cut short and free the pid file. */
public final class InterruptiblePass {
  /** For the children to die and the Master to be told. */
  private static final long PATIENCE_SECONDS = 30;

  private InterruptiblePass() {}

  public static PassResult run(Slapgrid agent, Function<Slapgrid, PassResult> pass) {
    var ended = new CountDownLatch(1);
    var stop = Thread.ofPlatform().unstarted(() -> stop(agent, ended));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return pass.apply(agent);
    } finally {
      ended.countDown();
    }
  }

  private static void stop(Slapgrid agent, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    agent.stop();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("slapos: the pass did not end within " + PATIENCE_SECONDS + " s of the signal");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
