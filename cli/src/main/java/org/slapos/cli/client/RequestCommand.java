package org.slapos.cli.client;

import java.io.IOException;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.parameters.ParameterDocument;
import org.slapos.cli.plan.Comparison;
import org.slapos.cli.plan.PlanText;
import org.slapos.cli.plan.ServiceFacts;
import org.slapos.cli.schema.ReleaseSchema;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos request}: requests an instance or changes it, and shows its connection parameters. */
public final class RequestCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    RequestOptions.declare(parser);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    var words = KeyValues.parse("--parameters", invocation.list("parameters"));
    var filter = KeyValues.parse("--node", invocation.list("node"));
    Optional<String> fileName = invocation.text("parameters_file");
    Optional<ParameterDocument> file =
        fileName.isPresent() ? Optional.of(RequestParameters.read(fileName.get(), invocation)) : Optional.empty();
    ClientConfiguration configuration = ClientConfiguration.read(invocation);
    Slap slap = configuration.connect();
    String url = SoftwareUrl.resolve(invocation.argument("software_url"), slap);
    String softwareType = configuration.option(invocation, "type").orElse(InstanceRequest.DEFAULT_TYPE);
    var types = new ReleaseTypes(invocation.terminal());
    Optional<ReleaseSchema.Type> type = types.find(url, softwareType);
    RequestParameters parameters = parameters(invocation, words, file, type, url);
    new ParameterCheck(types, invocation.flag("strict")).check(url, type, parameters);
    var request = new InstanceRequest(
        url,
        softwareType,
        invocation.argument("reference"),
        parameters.sent(),
        filter,
        configuration.option(invocation, "state"),
        invocation.flag("slave") || configuration.flag("slave"));
    if (invocation.flag("plan")) {
      return plan(request, slap, invocation);
    }
    LOGGER.info("Requesting {} as an instance of {} ...", request.reference(), url);
    return new InstanceOrder(slap, request, type.flatMap(ReleaseSchema.Type::serialisation)).run(invocation);
  }

  private static RequestParameters parameters(
      Invocation invocation,
      Value.Dict words,
      Optional<ParameterDocument> file,
      Optional<ReleaseSchema.Type> type,
      String url) {
    var described = type.flatMap(ReleaseSchema.Type::serialisation);
    return file
        .map(document -> RequestParameters.ofFile(document, RequestOptions.forced(invocation).or(() -> described), url))
        .orElseGet(() -> RequestParameters.ofWords(words, described));
  }

  private static int plan(InstanceRequest request, Slap slap, Invocation invocation) {
    var present = ServiceLookup.find(slap, request.reference()).map(ServiceFacts::of);
    var change = Comparison.of(request.reference(), ServiceFacts.of(request), present);
    invocation.terminal().out().print(PlanText.of(change));
    return ExitStatus.SUCCESS;
  }
}
