package org.slapos.cli.node;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.Slapgrid;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node software|instance|promise|report}: one pass of the node agent. */
public final class NodePassCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final PassKind kind;
  private final Function<Slapgrid, PassResult> pass;

  private NodePassCommand(PassKind kind, Function<Slapgrid, PassResult> pass) {
    this.kind = kind;
    this.pass = pass;
  }

  public static NodePassCommand software() {
    return new NodePassCommand(PassKind.SOFTWARE, Slapgrid::software);
  }

  public static NodePassCommand instance() {
    return new NodePassCommand(PassKind.INSTANCE, Slapgrid::instance);
  }

  public static NodePassCommand promise() {
    return new NodePassCommand(PassKind.PROMISE, Slapgrid::promise);
  }

  public static NodePassCommand report() {
    return new NodePassCommand(PassKind.REPORT, Slapgrid::report);
  }

  @Override
  public void declare(ArgumentParser parser) {
    PassOptions.declare(parser, kind);
  }

  @Override
  public int run(Invocation invocation) {
    var configured = Configured.read(kind, invocation);
    if (!invocation.flag("now")) {
      configured.delay().ifPresent(NodePassCommand::sleep);
    }
    Slapgrid grid = configured.grid(invocation);
    if (kind == PassKind.INSTANCE && InstanceTable.isWanted(invocation)) {
      return grid.instance(
          results -> InstanceTable.lines(results).forEach(invocation.terminal().out()::println)).exitCode();
    }
    return pass.apply(grid).exitCode();
  }

  /** The agent for a pass, with the configuration as it is now; for who runs passes again and again. */
  static Slapgrid grid(PassKind kind, Invocation invocation) {
    return Configured.read(kind, invocation).grid(invocation);
  }

  /** What one pass needs. */
  private record Configured(
      GridSettings settings, ConnectionSettings connection, OptionalInt delay, SettingsReader reader) {
    static Configured read(PassKind kind, Invocation invocation) {
      ConfigurationFile file = ConfigurationLookup.NODE.read(invocation);
      Settings merged = NodeSection.ofPass(file, invocation);
      SettingsReader reader = NodeSection.reader(merged, invocation);
      RootCheck.honour(reader, invocation.terminal());
      ConnectionSettings connection = MasterConnection.read(reader);
      GridSettings.Extensions extensions =
          new ExtensionSections(file, invocation.terminal().home()).read(merged, reader);
      GridSettings settings =
          new GridSettingsReader(reader, extensions, invocation.terminal()).read(kind, invocation);
      OptionalInt delay = reader.integer("maximal_delay");
      reader.finish();
      return new Configured(settings, connection, delay, reader);
    }

    Slapgrid grid(Invocation invocation) {
      PreparedTools.of(reader, invocation.terminal());
      return new Slapgrid(settings, ClassicSlap.connect(connection, invocation.terminal().environment()));
    }
  }

  private static void sleep(int longest) {
    if (longest < 1) {
      return;
    }
    int seconds = 1 + RandomGenerator.getDefault().nextInt(longest);
    LOGGER.info("Sleeping for {} seconds. To disable this feature, check --now parameter in slapgrid help.", seconds);
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
