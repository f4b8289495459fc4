package org.slapos.cli.proxy;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.output.OutputFormat;
import org.slapos.master.show.ProxyShow;
import org.slapos.master.show.ShowSection;
import org.slapos.master.store.DatabaseLocation;

/** {@code slapos proxy show}: what the Master's database holds, also while the Master runs. */
public final class ProxyShowCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ProxySettings.declareDatabase(parser);
    OutputFormat.declare(parser, "the tables of the reference, or all that they leave out too in one document",
        OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.YAML);
    for (ShowSection section : ShowSection.values()) {
      parser.addArgument("--" + name(section)).action(Arguments.storeTrue()).help("only this part, and others named");
    }
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    DatabaseLocation database = ProxySettings.database(invocation);
    var sections = EnumSet.noneOf(ShowSection.class);
    for (ShowSection section : ShowSection.values()) {
      if (invocation.flag(name(section))) {
        sections.add(section);
      }
    }
    var show = ProxyShow.read(database);
    OutputFormat format = OutputFormat.of(invocation).orElse(OutputFormat.TABLE);
    if (format == OutputFormat.TABLE) {
      Pager.show(show.text(sections), invocation.terminal());
    } else {
      format.print(show.document(sections), invocation.terminal().out());
    }
    return ExitStatus.SUCCESS;
  }

  private static String name(ShowSection section) {
    return section.name().toLowerCase(Locale.ROOT);
  }
}
