package org.slapos.cli.help;

import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.CommandEntry;

/** The help of one command: usage, options, explanation, examples. */
public final class HelpPage {
  private HelpPage() {}

  public static String of(CommandEntry entry, ArgumentParser parser) {
    return HelpLayout.of(parser) + Explanation.of(entry.name()).map(text -> "\n" + text).orElse("");
  }
}
