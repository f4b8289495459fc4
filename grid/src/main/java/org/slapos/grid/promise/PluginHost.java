package org.slapos.grid.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slapos.grid.process.AgentStoppingException;
import org.slapos.grid.process.Dialogue;

/**
 * The process that the plugins of one look at a partition are forked from: what they import is imported once. Several may
 * run at the same time. Thread-safe.
 */
final class PluginHost implements AutoCloseable {
  /** How long a promise may clean up after SIGTERM, and the host be silent after SIGKILL. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final int LONGEST_HEAD = 200;

  private final Dialogue dialogue;
  private final Map<String, Fork> forks = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();
  private volatile boolean gone;

  private PluginHost(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /**
   * Prepares a host that has been started.
   *
   * @param setup for all promises, see the bridge
   */
  static PluginHost prepare(Dialogue dialogue, Map<String, Object> setup) throws IOException {
    var host = new PluginHost(dialogue);
    Thread.ofPlatform().daemon().name("promise host").start(host::read);
    host.send(setup);
    return host;
  }

  /** One promise on its way. */
  private static final class Fork {
    private final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final ByteLines output;

    Fork(Consumer<String> lines) {
      this.output = new ByteLines(lines);
    }
  }

  /**
   * How a promise ended.
   *
   * @param timedOut whether it had to be ended
   */
  record Run(boolean timedOut, Duration duration) {}

  /**
   * Runs a promise to its end, or to its time-out; nothing that it has started outlives it, unless it has neither its
   * session nor its environment: that ends with the host.
   *
   * @param lines receives what the promise prints, as it comes
   * @throws AgentStoppingException if the agent was told to end
   */
  Run run(Map<String, Object> request, Duration timeout, Consumer<String> lines) {
    long start = System.nanoTime();
    Dialogue.Session session = dialogue.session();
    var fork = new Fork(lines);
    String id = Long.toString(number.incrementAndGet());
    forks.put(id, fork);
    try {
      var whole = new LinkedHashMap<>(request);
      whole.put("id", id);
      whole.put("mark", session.mark());
      send(whole);
      boolean timedOut = !ended(fork, timeout);
      Optional<Long> pid = Optional.ofNullable(fork.pid.getNow(null));
      if (timedOut) {
        end(session, fork, pid);
      }
      pid.ifPresent(session::sweep);
      dialogue.refuseWhenStopping();
      return new Run(timedOut, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException hostIsGone) {
      gone = true;
      dialogue.refuseWhenStopping();
      return new Run(false, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      forks.remove(id);
      fork.output.end();
    }
  }

  /** Whether it can run no more promises: it has ended, or was ended. */
  boolean isGone() {
    return gone;
  }

  private void end(Dialogue.Session session, Fork fork, Optional<Long> pid) throws IOException {
    pid.ifPresent(session::terminate);
    if (pid.isPresent() && ended(fork, GRACE)) {
      return;
    }
    pid.ifPresent(session::kill);
    if (pid.isEmpty() || !ended(fork, GRACE)) {
      // It forks no more, or waits for nobody: something has stopped it.
      close();
    }
  }

  private static boolean ended(Fork fork, Duration patience) {
    try {
      fork.end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      // Decided by the caller.
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentStoppingException();
    }
  }

  private void send(Map<String, Object> message) throws IOException {
    byte[] line = (PythonJson.write(message) + "\n").getBytes(UTF_8);
    OutputStream input = dialogue.input();
    synchronized (input) {
      input.write(line);
      input.flush();
    }
  }

  /** Until the host ends, whoever ends it; promises that ran then have ended too. */
  private void read() {
    try {
      InputStream in = dialogue.output();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        take(head.split(" ", -1), in);
      }
    } catch (IOException | RuntimeException e) {
      // Closed under us, or no host at all: what it said instead of an answer is of no use.
      gone = true;
    }
    gone = true;
    forks.values().forEach(fork -> fork.end.complete(false));
  }

  private void take(String[] words, InputStream in) throws IOException {
    long value = Long.parseLong(words[2]);
    Fork fork = forks.getOrDefault(words[0], new Fork(_ -> {}));
    switch (words[1]) {
      case "pid" -> fork.pid.complete(value);
      case "out" -> fork.output.add(in.readNBytes(Math.toIntExact(value)));
      case "end" -> fork.end.complete(true);
      default -> throw new IOException("not a word of the promise host: " + words[1]);
    }
  }

  private static String head(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
      if (line.size() > LONGEST_HEAD) {
        throw new IOException("not the promise host: " + line.toString(StandardCharsets.UTF_8));
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    gone = true;
    dialogue.close();
  }
}
