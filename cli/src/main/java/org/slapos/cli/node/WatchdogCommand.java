package org.slapos.cli.node;

import java.io.IOException;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.Invocation;

/** placeholder */
public final class WatchdogCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {}

  @Override
  public int run(Invocation invocation) throws IOException {
    throw new IOException("todo");
  }
}
