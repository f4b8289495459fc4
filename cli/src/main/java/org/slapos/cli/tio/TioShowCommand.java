package org.slapos.cli.tio;

import java.io.IOException;
import java.nio.file.Files;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.tio.TioFormatException;
import org.slapos.tio.TioReader;

/** {@code slapos tio show}: what a file says, for people. */
public final class TioShowCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("file").metavar("FILE").help("a journal or the report of a partition");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    String written = invocation.argument("file");
    try {
      byte[] bytes = Files.readAllBytes(invocation.terminal().path(written));
      invocation.terminal().out().print(TioTable.of(TioReader.read(bytes)));
      return ExitStatus.SUCCESS;
    } catch (TioFormatException e) {
      throw new CommandFailure(ExitStatus.FAILURE, written + ": " + e.getMessage(), e);
    }
  }
}
