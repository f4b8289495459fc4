package org.slapos.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slapos.fakes.Interruptible;

/** Somebody at a terminal: a program on a pseudo-terminal of 40 lines and 120 columns, typed at and read from. */
final class TerminalSession implements AutoCloseable {
  static final String CTRL_C = "\003";
  static final String CTRL_D = "\004";
  static final String TAB = "\t";
  static final String ENTER = "\r";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The pty itself: Java has none. */
  private static final String BRIDGE = """
      import fcntl, os, pty, select, struct, sys, termios
      pid, master = pty.fork()
      if pid == 0:
          fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 120, 0, 0))
          os.execvp(sys.argv[1], sys.argv[1:])
      sources = [0, master]
      while master in sources:
          ready, _, _ = select.select(sources, [], [])
          for source in ready:
              try:
                  data = os.read(source, 4096)
              except OSError:
                  data = b''
              if not data:
                  sources.remove(source)
              else:
                  os.write(master if source == 0 else 1, data)
      status = os.waitpid(pid, 0)[1]
      sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
      """;

  private final Process process;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final StringBuilder screen = new StringBuilder();
  private int read;

  private TerminalSession(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::follow);
  }

  /** Starts a program of that terminal. */
  static TerminalSession start(Map<String, String> environment, Path folder, String... words) {
    var command = new ArrayList<>(List.of("python3", "-c", BRIDGE));
    command.addAll(Interruptible.command(List.of(words)));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("TERM", "xterm");
    try {
      return new TerminalSession(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow() {
    var buffer = new byte[4096];
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        append(new String(buffer, 0, count, UTF_8));
      }
    } catch (IOException ended) {
      append("\n[" + ended.getMessage() + "]");
    }
  }

  private void append(String text) {
    lock.lock();
    try {
      screen.append(text);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Types keys. */
  TerminalSession type(String keys) {
    try {
      process.getOutputStream().write(keys.getBytes(UTF_8));
      process.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new AssertionError("the program does not listen any more; it wrote:\n" + screen, e);
    }
  }

  /** Types a line. */
  TerminalSession enter(String line) {
    return type(line + ENTER);
  }

  /** Waits until that stands on the screen, behind what was waited for before. */
  TerminalSession expect(String text) {
    long left = PATIENCE.toNanos();
    lock.lock();
    try {
      int at = screen.indexOf(text, read);
      while (at < 0) {
        if (left <= 0) {
          throw new AssertionError("'" + text + "' does not appear; since the last thing that did:\n" + screen.substring(read));
        }
        left = grown.awaitNanos(left);
        at = screen.indexOf(text, read);
      }
      read = at + text.length();
      return this;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end; the exit status as a shell tells it. */
  int status() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end:\n" + screen.substring(read));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
