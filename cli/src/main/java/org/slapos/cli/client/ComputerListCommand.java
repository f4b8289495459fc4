package org.slapos.cli.client;

import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.output.Listing;
import org.slapos.cli.output.OutputFormat;

/** {@code slapos computer list}: the user's computers. */
public final class ComputerListCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    OutputFormat.declare(parser);
  }

  @Override
  public int run(Invocation invocation) {
    List<List<String>> rows = ClientConfiguration.read(invocation).connect().computers().entrySet().stream()
        .map(computer -> List.of(computer.getKey(), computer.getValue()))
        .toList();
    var out = invocation.terminal().out();
    OutputFormat.of(invocation).ifPresentOrElse(
        format -> Listing.of(List.of("reference", "title"), rows).print(format, out),
        () -> {
          out.println(rows.isEmpty() ? "No existing computer." : "List of Computers:");
          rows.forEach(row -> out.println(String.join(" ", row)));
        });
    return ExitStatus.SUCCESS;
  }
}
