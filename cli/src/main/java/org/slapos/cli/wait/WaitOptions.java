package org.slapos.cli.wait;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;

/** {@code --wait} and {@code --timeout}. */
public final class WaitOptions {
  private WaitOptions() {}

  /**
   * Declares both.
   *
   * @param until what the command waits for, to stand behind "return only when"
   */
  public static void declare(ArgumentParser parser, String until) {
    parser.addArgument("--wait").action(Arguments.storeTrue()).help("return only when " + until);
    parser.addArgument("--timeout").type(Integer.class).metavar("SECONDS")
        .help("with --wait: give up after this time and end with 2; without it wait for ever");
  }

  /**
   * Waits for the condition if the invocation says so.
   *
   * @throws CommandFailure with status 2 if the time was over first, naming what was missing
   */
  public static void apply(Invocation invocation, Pause pause, Condition condition) {
    if (!invocation.flag("wait")) {
      return;
    }
    var terminal = invocation.terminal();
    Optional<Duration> timeout =
        Optional.ofNullable(invocation.options().getInt("timeout")).map(Duration::ofSeconds);
    boolean quiet = invocation.global().verbosity() == 0;
    var display = new WaitDisplay(terminal.err(), terminal.color() && !quiet);
    Thread interrupted = Thread.ofPlatform().unstarted(display::interrupted);
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      new Waiting(timeout, pause, InstantSource.system(), display).until(condition).ifPresent(missing -> {
        throw new CommandFailure(
            ExitStatus.NOT_READY,
            "Gave up after %d s of waiting for %s".formatted(timeout.map(Duration::toSeconds).orElse(0L), missing));
      });
    } finally {
      forget(interrupted);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // Ctrl-C was faster.
    }
  }
}
