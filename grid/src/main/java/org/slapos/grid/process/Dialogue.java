package org.slapos.grid.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A program that is told what to do while it runs, and starts processes in sessions of their own for that. Ending it ends
 * all of them.
 */
public final class Dialogue implements AutoCloseable {
  private final Process process;
  private final SessionMark mark;
  private final RunningProcesses running;

  Dialogue(Process process, SessionMark mark, RunningProcesses running) {
    this.process = process;
    this.mark = mark;
    this.running = running;
  }

  /** What the program reads. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** What the program writes. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** The variable that marks what a program has started. */
  public static String markVariable() {
    return SessionMark.VARIABLE;
  }

  /** Expects the program to start a process. */
  public Session session() {
    return new Session(SessionMark.now());
  }

  /** @throws AgentStoppingException if the agent was told to end */
  public void refuseWhenStopping() {
    running.refuseWhenStopping();
  }

  /** A process that the program has started, with all that it starts itself. */
  public static final class Session {
    private final SessionMark mark;

    private Session(SessionMark mark) {
      this.mark = mark;
    }

    /** The value of {@link #markVariable} in its environment. */
    public String mark() {
      return mark.text();
    }

    /** Asks it to end. */
    public void terminate(long leader) {
      ProcessHandle.of(leader).ifPresent(Sessions::terminate);
    }

    /** Ends it. */
    public void kill(long leader) {
      ProcessHandle.of(leader).ifPresent(Sessions::kill);
    }

    /** Ends what is left of it once its leader has ended. */
    public void sweep(long leader) {
      Sessions.killLeftovers(leader, mark);
    }
  }

  /** Gives the program a moment to end by itself, having read all, and ends it with everything it has left behind. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(Duration.ofMillis(500).toMillis(), TimeUnit.MILLISECONDS)) {
        Sessions.kill(process.toHandle());
      }
    } catch (InterruptedException e) {
      Sessions.kill(process.toHandle());
      Thread.currentThread().interrupt();
    } catch (IOException brokenPipe) {
      Sessions.kill(process.toHandle());
    } finally {
      Sessions.killLeftovers(process.pid(), mark);
      running.remove(process);
      process.getInputStream().close();
    }
  }
}
