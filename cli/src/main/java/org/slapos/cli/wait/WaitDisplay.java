package org.slapos.cli.wait;

import java.io.PrintStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what is waited for: one line that counts on a terminal, a message per change elsewhere. */
public final class WaitDisplay {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String CLEAR = "\r\033[K";

  private final PrintStream err;
  private final boolean terminal;
  private String shown = "";

  public WaitDisplay(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  void show(String text, Duration passed) {
    if (terminal) {
      err.print(CLEAR + text + " (" + passed.toSeconds() + " s)");
      err.flush();
    } else if (!text.equals(shown)) {
      LOGGER.info("{}", text);
    }
    shown = text;
  }

  /** For Ctrl-C: the shell's prompt begins a line of its own, and nobody believes the order undone. */
  void interrupted() {
    if (terminal) {
      err.println(CLEAR + "Stopped waiting; what was ordered stays ordered.");
      err.flush();
    }
  }

  void end() {
    if (terminal && !shown.isEmpty()) {
      err.print(CLEAR);
      err.flush();
    }
    shown = "";
  }
}
