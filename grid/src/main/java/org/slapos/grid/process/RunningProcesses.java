package org.slapos.grid.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The children and transfers that go on now, so that none survives the agent. Thread-safe. */
public final class RunningProcesses {
  private final Set<Process> processes = ConcurrentHashMap.newKeySet();
  private final Set<Thread> waits = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  void add(Process process) {
    processes.add(process);
    if (stopping) {
      Sessions.kill(process.toHandle());
    }
  }

  void remove(Process process) {
    processes.remove(process);
  }

  /** Somebody who waits for others, to be interrupted. */
  void add(Thread wait) {
    waits.add(wait);
    if (stopping) {
      wait.interrupt();
    }
  }

  void remove(Thread wait) {
    waits.remove(wait);
  }

  /** Whether {@link #stop} was called. */
  public boolean stopping() {
    return stopping;
  }

  void refuseWhenStopping() {
    if (stopping) {
      throw new AgentStoppingException();
    }
  }

  /** Kills all children with all they started; from now on none is started. */
  public void stop() {
    stopping = true;
    processes.forEach(process -> Sessions.kill(process.toHandle()));
    waits.forEach(Thread::interrupt);
  }
}
