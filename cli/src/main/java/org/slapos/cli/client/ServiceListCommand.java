package org.slapos.cli.client;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.output.Listing;
import org.slapos.cli.output.OutputFormat;
import org.slapos.slap.Slap;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** {@code slapos service list}: the user's instance trees, as a JSON object of title and software release. */
public final class ServiceListCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    OutputFormat.declare(parser);
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    var services = new TreeMap<>(slap.openOrders());
    var document = Value.Dict.ofTexts(services);
    OutputFormat.of(invocation).ifPresentOrElse(
        format -> listing(services, document).print(format, invocation.terminal().out()),
        () -> invocation.terminal().out().println(JsonText.writeIndented(document, 2)));
    return ExitStatus.SUCCESS;
  }

  private static Listing listing(Map<String, String> services, Value.Dict document) {
    List<List<String>> rows = services.entrySet().stream()
        .map(service -> List.of(service.getKey(), service.getValue()))
        .toList();
    return new Listing(List.of("service", "software-url"), rows, document);
  }
}
