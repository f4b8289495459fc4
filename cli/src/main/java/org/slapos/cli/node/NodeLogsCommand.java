package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.SettingsReader;
import org.slapos.grid.logs.LogSource;
import org.slapos.grid.logs.LogSources;
import org.slapos.grid.logs.LogStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node logs [-f] PARTITION[:NAME]}: everything that is logged about a partition, in one stream. */
public final class NodeLogsCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("-f", "--follow").action(Arguments.storeTrue()).help("go on with what comes");
    parser.addArgument("-n", "--lines").type(Integer.class).choices(Arguments.range(0, Integer.MAX_VALUE)).setDefault(20).metavar("N").help("lines of each log to begin with (20)");
    parser.addArgument("partition").metavar("PARTITION[:NAME]")
        .help("a partition, or one of its logs: a service, a promise, build or instance");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    SettingsReader reader = NodeSection.reader(NodeSection.read(invocation), invocation);
    RootCheck.honour(reader, invocation.terminal());
    Path instanceRoot = reader.requiredPath("instance_root");
    reader.finish();
    String[] words = invocation.argument("partition").split(":", 2);
    var sources = new LogSources(words[0], PartitionArgument.folder(instanceRoot, words[0]),
        words.length > 1 ? Optional.of(words[1]) : Optional.empty());
    List<LogSource> found = sources.find();
    if (found.isEmpty() && !invocation.flag("follow")) {
      throw new CommandFailure(ExitStatus.FAILURE, words.length > 1
          ? "Partition %s has no log called '%s'; it has: %s".formatted(words[0], words[1], names(sources))
          : "Nothing was logged about partition %s yet".formatted(words[0]));
    }
    if (found.isEmpty() && words.length > 1) {
      LOGGER.warn("Partition {} has no log called '{}' yet; it has: {}", words[0], words[1], names(sources));
    }
    boolean color = invocation.terminal().variable("SLAPOS_STDOUT_IS_TERMINAL").isPresent();
    var stream = new LogStream(sources, new LogLines(invocation.terminal().out(), color));
    stream.begin(invocation.options().getInt("lines"));
    // Whoever reads it may have seen enough.
    while (invocation.flag("follow") && !invocation.terminal().out().checkError() && pause()) {
      stream.goOn();
    }
    return ExitStatus.SUCCESS;
  }

  private static String names(LogSources sources) throws IOException {
    return String.join(", ", sources.all().find().stream().map(LogSource::name).toList());
  }

  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
