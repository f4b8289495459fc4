package org.slapos.cli.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.Slap;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** {@code slapos service info}: one instance tree of the user, as a JSON object. */
public final class ServiceInfoCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    parser.addArgument("--news").action(Arguments.storeTrue()).help("show what the Master knows of its recent reports");
    parser.addArgument("reference").help("reference (title) of the instance");
  }

  @Override
  public int run(Invocation invocation) {
    Slap slap = ClientConfiguration.read(invocation).connect();
    String reference = invocation.argument("reference");
    try {
      Value.Dict view = view(slap.registerOpenOrder().information(reference), invocation.flag("news"));
      invocation.terminal().out().println(JsonText.writeIndentedInOrder(view, 2));
      return ExitStatus.SUCCESS;
    } catch (NotFoundException e) {
      throw new CommandFailure(ExitStatus.NOT_READY, "Instance " + reference + " does not exist.", e);
    } catch (ResourceNotReadyException e) {
      throw new CommandFailure(ExitStatus.NOT_READY, "Instance does not exist or is not ready yet.", e);
    }
  }

  private static Value.Dict view(InstanceInformation information, boolean withNews) {
    var view = Value.Dict.builder()
        .put("software-url", information.softwareReleaseUrl())
        .put("software-type", orNone(information.softwareType()))
        .put("shared", new Value.Bool(information.shared()))
        .put("requested-state", orNone(information.requestedState()))
        .put("instance-parameters", ParameterView.instance(information.instanceParameters()))
        .put("connection-parameters", ParameterView.connection(known(information.connectionParameters())))
        .put("status", status(information.news()));
    information.news().filter(_ -> withNews).ifPresent(
        news -> view.put("news", new Value.ListValue(List.copyOf(news))));
    return view.build();
  }

  /** The traffic light of the reference: what the newest reports say. */
  private static String status(Optional<List<Value.Dict>> news) {
    if (news.isEmpty()) {
      return "unsupported";
    }
    boolean access = news.get().stream().anyMatch(entry -> begins(entry, "#access"));
    boolean error = news.get().stream().anyMatch(entry -> begins(entry, "#error"));
    return access && error ? "orange" : access ? "green" : error ? "red" : "none";
  }

  private static boolean begins(Value.Dict entry, String word) {
    return entry.text("text").filter(text -> text.startsWith(word)).isPresent();
  }

  private static Map<String, String> known(Map<String, Optional<String>> parameters) {
    var known = new LinkedHashMap<String, String>();
    parameters.forEach((key, value) -> known.put(key, value.orElse("")));
    return known;
  }

  private static Value orNone(Optional<String> text) {
    return text.<Value>map(Value.Text::new).orElse(Value.None.NONE);
  }
}
