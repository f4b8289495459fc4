package org.slapos.cli.apply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.client.ClientConfiguration;
import org.slapos.cli.client.ParameterCheck;
import org.slapos.cli.client.ReleaseTypes;
import org.slapos.cli.client.SoftwareUrl;
import org.slapos.cli.parameters.ParameterFileException;
import org.slapos.cli.plan.ServiceFacts;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos apply}: makes the Master's software and services those of a file. */
public final class ApplyCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String STANDARD_INPUT = "-";

  @Override
  public void declare(ArgumentParser parser) {
    ApplyOptions.declare(parser);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ApplyFile file = read(invocation);
    Slap slap = ClientConfiguration.read(invocation).connect();
    var types = new ReleaseTypes(invocation.terminal());
    var check = new ParameterCheck(types, invocation.flag("strict"));
    SequencedMap<String, InstanceRequest> requests = new ServiceRequests(slap, types, check).of(file);
    var releases = file.software().stream()
        .map(release -> new WantedRelease(SoftwareUrl.resolve(release.url(), slap), release.computer(), release.state()))
        .toList();
    var wanted = new LinkedHashMap<String, ServiceFacts>();
    requests.forEach((reference, request) -> wanted.put(reference, ServiceFacts.of(request)));
    boolean prune = invocation.flag("prune");
    var facts = new FactsLookup(slap).of(wanted.keySet(), releases, prune);
    var plan = ApplyPlan.of(releases, wanted, facts, prune);
    invocation.terminal().out().print(plan.text());
    if (plan.size() == 0) {
      LOGGER.info("Nothing to change.");
      return ExitStatus.SUCCESS;
    }
    if (invocation.flag("plan")) {
      return ExitStatus.SUCCESS;
    }
    if (!invocation.flag("yes") && !confirmed(plan.size(), invocation)) {
      throw new CommandFailure(ExitStatus.FAILURE, "Nothing was changed. To change without a question: --yes");
    }
    new PlanExecution(slap, requests, facts).run(plan);
    LOGGER.info("Done: {} changed.", plan.size());
    return ExitStatus.SUCCESS;
  }

  private static ApplyFile read(Invocation invocation) throws IOException {
    String name = invocation.argument("file");
    try {
      if (name.equals(STANDARD_INPUT)) {
        return ApplyFileReader.read(
            name, new String(invocation.terminal().in().readAllBytes(), StandardCharsets.UTF_8));
      }
      Path path = invocation.terminal().path(name);
      if (!Files.isRegularFile(path)) {
        throw new CommandFailure(ExitStatus.USAGE, "slapos apply: error: there is no file " + name);
      }
      return ApplyFileReader.read(name, Files.readString(path));
    } catch (ParameterFileException e) {
      throw new CommandFailure(ExitStatus.FAILURE, String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean confirmed(long size, Invocation invocation) throws IOException {
    var terminal = invocation.terminal();
    terminal.out().flush();
    terminal.err().print("Change " + size + (size == 1 ? " thing" : " things") + " as shown? [y/N] ");
    terminal.err().flush();
    String answer = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
