package org.slapos.cli.node;

import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Terminal;
import org.slapos.config.SettingsReader;

/** Commands that change the machine need root, unless {@code root_check} is false. */
public final class RootCheck {
  private RootCheck() {}

  /** Refuses a caller without privileges where the configuration wants them; passes read the key again, and strictly. */
  static void honour(SettingsReader settings, Terminal terminal) {
    if (settings.looseTruth("root_check", true)) {
      require(terminal);
    }
  }

  /** Refuses a caller without privileges. */
  public static void require(Terminal terminal) {
    if (!terminal.privileged()) {
      throw new CommandFailure(ExitStatus.REFUSED, "This slapos command must be run as root.");
    }
  }
}
