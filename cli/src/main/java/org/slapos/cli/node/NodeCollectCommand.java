package org.slapos.cli.node;

import java.time.Clock;
import java.time.ZoneId;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.collect.CollectSettings;
import org.slapos.collect.Collector;

/** {@code slapos node collect}: measures the machine and its partitions once. */
public final class NodeCollectCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
  }

  @Override
  public int run(Invocation invocation) {
    // Whatever root_check says: only root sees what other users' processes read and write.
    RootCheck.require(invocation.terminal());
    CollectSettings settings = CollectSettingsReader.read(invocation);
    new Collector(settings, Clock.system(ZoneId.systemDefault())).run();
    return ExitStatus.SUCCESS;
  }
}
