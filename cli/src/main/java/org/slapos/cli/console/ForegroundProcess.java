package org.slapos.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.slapos.cli.InterruptShield;
import org.slapos.cli.Terminal;

/**
 * A program that has our terminal for itself: Ctrl-C is its affair, and ends only what it does; a signal that ends us ends
 * it too.
 */
final class ForegroundProcess {
  private final Terminal terminal;

  ForegroundProcess(Terminal terminal) {
    this.terminal = terminal;
  }

  int run(ProcessBuilder builder) throws IOException {
    if (terminal.in().equals(System.in)) {
      builder.inheritIO();
    }
    terminal.out().flush();
    terminal.err().flush();
    Process process = builder.start();
    var ending = Thread.ofPlatform().name("console").unstarted(process::destroy);
    Runtime.getRuntime().addShutdownHook(ending);
    try (var _ = InterruptShield.raise()) {
      if (!terminal.in().equals(System.in)) {
        connect(process);
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return 130;
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(ending);
      } catch (IllegalStateException endingAlready) {
        // Then the hook has done its work.
      }
    }
  }

  /** For a terminal that is not the process's own, as in tests. */
  private void connect(Process process) throws InterruptedException {
    Thread in = Thread.ofVirtual().start(() -> copy(terminal.in(), process.getOutputStream(), true));
    Thread err = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), terminal.err(), false));
    copy(process.getInputStream(), terminal.out(), false);
    err.join();
    in.join();
  }

  private static void copy(InputStream from, OutputStream to, boolean close) {
    try {
      from.transferTo(to);
      if (close) {
        to.close();
      } else if (to instanceof PrintStream stream) {
        stream.flush();
      }
    } catch (IOException ended) {
      // One side is gone; the exit status tells how.
    }
  }
}
