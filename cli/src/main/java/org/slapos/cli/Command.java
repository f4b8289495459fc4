package org.slapos.cli;

import java.io.IOException;
import net.sourceforge.argparse4j.inf.ArgumentParser;

/** One command: declares its options once, and runs. */
public interface Command {

  /** Adds the command's options and arguments to its parser. */
  void declare(ArgumentParser parser);

  /**
   * Does the work.
   *
   * @return the exit status
   * @throws CommandFailure to end with a message
   */
  int run(Invocation invocation) throws IOException;
}
