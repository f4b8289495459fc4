package org.slapos.cli;

import java.util.Locale;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;

/** Makes empty parsers of command lines, set up alike. */
final class Parsers {
  private Parsers() {}

  /**
   * A parser without any option. By default it would run {@code stty} to learn the width of the terminal, and look for
   * texts in the user's language in every jar; both at each start, and only we lay help out.
   */
  static ArgumentParser named(String program) {
    return ArgumentParsers.newFor(program)
        .addHelp(false)
        .terminalWidthDetection(false)
        .locale(Locale.ROOT)
        .build();
  }
}
