package org.slapos.cli.client;

import java.util.List;
import java.util.Optional;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.schema.Serialisation;
import org.slapos.cli.wait.Condition;
import org.slapos.cli.wait.FeedPause;
import org.slapos.cli.wait.Pause;
import org.slapos.cli.wait.WaitOptions;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request on its way: made, waited for, shown. */
final class InstanceOrder {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String DESTROYED = "destroyed";

  private final Slap slap;
  private final InstanceRequest request;
  private final Optional<Serialisation> serialisation;

  InstanceOrder(Slap slap, InstanceRequest request, Optional<Serialisation> serialisation) {
    this.slap = slap;
    this.request = request;
    this.serialisation = serialisation;
  }

  int run(Invocation invocation) {
    ComputerPartition first = ask();
    if (!invocation.flag("wait")) {
      return show(first);
    }
    WaitOptions.apply(invocation, pause(first), condition(first));
    if (request.state().filter(DESTROYED::equals).isPresent()) {
      LOGGER.info("Instance destroyed.");
      return ExitStatus.SUCCESS;
    }
    return show(ask());
  }

  private Condition condition(ComputerPartition first) {
    if (request.state().filter(DESTROYED::equals).isPresent()) {
      return new InstanceGone(() -> slap.registerComputerPartition(first.computerId(), first.id()));
    }
    return new InstanceReadiness(request.reference(), request.state(), this::ask, this::report);
  }

  private Pause pause(ComputerPartition partition) {
    try {
      return new FeedPause(slap.changesOfInstance(partition.instanceGuid()));
    } catch (ResourceNotReadyException notAllocated) {
      return Pause.growing();
    }
  }

  private ComputerPartition ask() {
    return slap.registerOpenOrder().request(request);
  }

  /** What the Master last heard of the instance: a failure before a success, where there are both. */
  private Optional<String> report() {
    if (slap.hateoasUrl().isEmpty()) {
      return Optional.empty();
    }
    try {
      return ServiceLookup.find(slap, request.reference())
          .flatMap(information -> information.news())
          .map(news -> news.stream().flatMap(entry -> entry.text("text").stream()).toList())
          .filter(texts -> !texts.isEmpty())
          .map(InstanceOrder::worst);
    } catch (SlapException noNews) {
      LOGGER.debug("No news of {}: {}", request.reference(), noNews.getMessage());
      return Optional.empty();
    }
  }

  private static String worst(List<String> texts) {
    return texts.stream().filter(text -> !text.startsWith("#access")).findFirst().orElse(texts.getFirst());
  }

  private int show(ComputerPartition partition) {
    try {
      Value connection = ParameterView.connection(
          partition.connectionParameters(), () -> serialisation.orElse(Serialisation.JSON_IN_XML));
      // A shared instance has no state of its own on the wire; what was asked for is all that can be said.
      String state = request.shared() ? request.state().orElse("started") : partition.state();
      LOGGER.info("Instance requested.\nState is : {}.", state);
      LOGGER.info("Connection parameters of instance are:");
      LOGGER.info("{}", PythonLayout.of(connection));
      LOGGER.info("You can rerun the command to get up-to-date information.");
      return ExitStatus.SUCCESS;
    } catch (ResourceNotReadyException e) {
      LOGGER.warn("Instance requested. Master is provisioning it. "
          + "Please rerun in a couple of minutes to get connection information.");
      return ExitStatus.NOT_READY;
    }
  }
}
