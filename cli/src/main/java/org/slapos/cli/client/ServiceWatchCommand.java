package org.slapos.cli.client;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.Slap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos service watch}: shows a service, then each change of it, until it is gone or somebody interrupts. */
public final class ServiceWatchCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    parser.addArgument("--interval").type(Integer.class).setDefault(2).metavar("SECONDS")
        .help("how often to look (2)");
    parser.addArgument("reference").help("reference (title) of the instance");
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    String reference = invocation.argument("reference");
    var types = new ReleaseTypes(invocation.terminal());
    var interval = Duration.ofSeconds(Math.max(1, invocation.options().getInt("interval")));
    PrintStream out = invocation.terminal().out();
    Map<String, String> shown = rows(
        ServiceLookup.find(slap, reference).orElseThrow(
            () -> new CommandFailure(ExitStatus.NOT_READY, "Instance " + reference + " does not exist.")),
        types);
    shown.forEach((name, value) -> out.println(now() + " " + name + ": " + value));
    while (true) {
      try {
        Thread.sleep(interval);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ExitStatus.SUCCESS;
      }
      Optional<Map<String, String>> present = look(slap, reference, types, shown);
      if (present.isEmpty()) {
        out.println(now() + " gone");
        return ExitStatus.SUCCESS;
      }
      tell(shown, present.get(), out);
      shown = present.get();
    }
  }

  /** What it is now; as before while the Master is away. */
  private static Optional<Map<String, String>> look(
      Slap slap, String reference, ReleaseTypes types, Map<String, String> before) {
    try {
      return ServiceLookup.find(slap, reference).map(information -> rows(information, types));
    } catch (ConnectionException | ServerErrorException e) {
      LOGGER.warn("{}", e.getMessage());
      return Optional.of(before);
    }
  }

  private static void tell(Map<String, String> before, Map<String, String> after, PrintStream out) {
    var names = new TreeMap<>(before);
    names.putAll(after);
    for (String name : names.keySet()) {
      String old = before.getOrDefault(name, "(none)");
      String fresh = after.getOrDefault(name, "(none)");
      if (!old.equals(fresh)) {
        out.println(now() + " " + name + ": " + old + " -> " + fresh);
      }
    }
  }

  private static Map<String, String> rows(InstanceInformation information, ReleaseTypes types) {
    var view = new ServiceView(information, types);
    var rows = new TreeMap<String, String>();
    view.listing(view.document(true)).rows().stream().skip(1).forEach(row -> rows.put(row.getFirst(), row.getLast()));
    return rows;
  }

  private static String now() {
    return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
