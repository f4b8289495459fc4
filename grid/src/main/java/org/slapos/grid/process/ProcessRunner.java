package org.slapos.grid.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts programs and waits for them. Thread-safe. */
public final class ProcessRunner {
  /** How long the output of a finished program may stay open in the hands of processes it left behind. */
  private static final Duration OUTPUT_GRACE = Duration.ofSeconds(1);

  /** How long a program may clean up after SIGTERM before it is killed. */
  private static final Duration TERM_GRACE = Duration.ofSeconds(1);

  private final PrivilegeDrop drop;
  private final RunningProcesses running;

  public ProcessRunner(RunningProcesses running) {
    this(PrivilegeDrop.installed(), running);
  }

  ProcessRunner(PrivilegeDrop drop, RunningProcesses running) {
    this.drop = drop;
    this.running = running;
  }

  /**
   * Runs a program to its end; standard input is empty, output and errors come merged.
   *
   * @param lines receives each line of output as it comes
   * @throws UncheckedIOException if it cannot be started
   * @throws AgentStoppingException if the agent was told to end before or during the run
   */
  public Completion run(Command command, Consumer<String> lines) {
    return run(command, lines, false);
  }

  /** Like {@link #run}, but nothing that the program has started outlives it. */
  public Completion runAndSweep(Command command, Consumer<String> lines) {
    return run(command, lines, true);
  }

  /**
   * Starts a program to talk with; its errors come with its output. Time limits are the caller's business.
   *
   * @throws UncheckedIOException if it cannot be started
   * @throws AgentStoppingException if the agent was told to end
   */
  public Dialogue talk(Command command) {
    running.refuseWhenStopping();
    SessionMark mark = SessionMark.now();
    Process process = start(command, Map.of(SessionMark.VARIABLE, mark.text()), ProcessBuilder.Redirect.PIPE);
    running.add(process);
    return new Dialogue(process, mark, running);
  }

  /** Something that waits for others, such as a transfer over the network. */
  @FunctionalInterface
  public interface Waiting<T> {
    T await() throws IOException;
  }

  /**
   * Waits until it is done, or until the agent is told to end: it is interrupted then.
   *
   * @throws AgentStoppingException if the agent was told to end before or during it
   */
  public <T> T interruptibly(Waiting<T> work) throws IOException {
    running.refuseWhenStopping();
    var task = new FutureTask<>(work::await);
    // Only in a virtual thread an interrupt ends the reading of a socket.
    Thread thread = Thread.ofVirtual().name("waiting").unstarted(task);
    running.add(thread);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    } catch (ExecutionException e) {
      running.refuseWhenStopping();
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      running.remove(thread);
    }
  }

  private Completion run(Command command, Consumer<String> lines, boolean sweep) {
    running.refuseWhenStopping();
    long start = System.nanoTime();
    SessionMark mark = SessionMark.now();
    Process process = start(command, sweep ? Map.of(SessionMark.VARIABLE, mark.text()) : Map.of());
    running.add(process);
    try {
      var tail = new OutputTail(command.captured());
      boolean apart = command.files().output().isPresent();
      var said = apart ? process.getErrorStream() : process.getInputStream();
      var reader = new LineReader(new InputStreamReader(said, UTF_8), line -> {
        tail.add(line);
        lines.accept(line);
      });
      Thread reading = Thread.ofPlatform().daemon().name("output of " + process.pid()).start(reader);
      boolean timedOut = !waitFor(process, command);
      if (timedOut) {
        end(process);
      }
      int exitCode = process.waitFor();
      if (sweep) {
        Sessions.killLeftovers(process.pid(), mark);
      }
      reading.join(OUTPUT_GRACE);
      reader.abandon();
      running.refuseWhenStopping();
      return new Completion(exitCode, tail.text(), timedOut, Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Sessions.kill(process.toHandle());
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    } finally {
      running.remove(process);
    }
  }

  private Process start(Command command, Map<String, String> marks) {
    return start(command, marks, ProcessBuilder.Redirect.from(
        command.files().input().map(Path::toFile).orElse(new File("/dev/null"))));
  }

  private Process start(Command command, Map<String, String> marks, ProcessBuilder.Redirect input) {
    var argv = new ArrayList<>(drop.prefix(command.identity()));
    // A session of its own, so that the whole family can be found and killed; the mask, which Java cannot set.
    if (!command.onTerminal()) {
      argv.add("setsid");
    }
    argv.addAll(List.of("/bin/sh", "-c", limits(command) + "exec \"$@\"", command.umask()));
    argv.addAll(command.argv());
    var builder = new ProcessBuilder(argv).directory(command.directory().toFile());
    if (command.onTerminal()) {
      builder.inheritIO();
    } else {
      builder.redirectInput(input);
      command.files().output().ifPresentOrElse(
          file -> builder.redirectOutput(file.toFile()), () -> builder.redirectErrorStream(true));
    }
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    builder.environment().putAll(marks);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run %s: %s".formatted(command.argv(), e.getMessage()), e);
    }
  }

  /** Shell words in front of the program; the shell counts memory in KiB. */
  private static String limits(Command command) {
    String mask = "umask \"$0\" && ";
    return command.memory().isPresent() ? mask + "ulimit -v %d && ".formatted(command.memory().getAsLong() / 1024) : mask;
  }

  private static boolean waitFor(Process process, Command command) throws InterruptedException {
    if (command.timeout().isEmpty()) {
      process.waitFor();
      return true;
    }
    return process.waitFor(command.timeout().get().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void end(Process process) throws InterruptedException {
    Sessions.terminate(process.toHandle());
    process.waitFor(TERM_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    Sessions.kill(process.toHandle());
  }
}
