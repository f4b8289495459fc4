package org.slapos.format;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Changes accounts; while another program does, an administrator's or one of a killed run, it waits. */
final class AccountDatabase {
  private static final String LOCKED = "try again later";
  private static final int TRIES = 50;
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final SystemCommands commands;
  private final Runnable pause;

  AccountDatabase(SystemCommands commands) {
    this(commands, AccountDatabase::sleep);
  }

  AccountDatabase(SystemCommands commands, Runnable pause) {
    this.commands = commands;
    this.pause = pause;
  }

  /**
   * Runs one of the system's commands about accounts.
   *
   * @throws FormatException if it fails, or if others change accounts all the time
   */
  void change(List<String> command) throws IOException {
    SystemCommands.Result result = commands.run(command);
    for (int attempt = 1; result.status() != 0; attempt++) {
      if (!result.output().contains(LOCKED) || attempt == TRIES) {
        throw SystemCommands.failed(command, result);
      }
      pause.run();
      result = commands.run(command);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FormatException("interrupted while others changed accounts", e);
    }
  }
}
