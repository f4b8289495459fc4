package org.slapos.bench.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.ProcessRound;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;
import org.slapos.bench.server.FormattedComputer;
import org.slapos.bench.server.MasterProcess;

/**
 * Commands that people type. They talk to our Master on all sides, as 1.6.10 cannot talk to that of 1.26.1; the
 * configuration names the HATEOAS URL.
 */
public final class ClientScenario implements Scenario {
  private static final double GOAL = 0.35;
  private static final int INSTANCES = 20;

  private final Workplace place;
  private final MasterProcess master;
  private final Typed typed;
  private final boolean afterBuild;

  /** What is typed, and what has to come of it on either output. */
  private enum Typed {
    HELP("`slapos help request`", "software_url", "help", "request"),
    SERVICE_LIST("`slapos service list`, " + INSTANCES + " services", "used 7", "service", "list"),
    REQUEST(
        "`slapos request`, of an instance that is there", "started", "request", "used 0", FormattedComputer.RELEASE);

    private final String title;
    private final String outcome;
    // Made by List.of, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> words;

    Typed(String title, String outcome, String... words) {
      this.title = title;
      this.outcome = outcome;
      this.words = List.of(words);
    }
  }

  private ClientScenario(Workplace place, Typed typed, boolean afterBuild) {
    this.place = place;
    this.typed = typed;
    this.afterBuild = afterBuild;
    this.master = MasterProcess.start(place, Side.OURS, "client-" + typed + afterBuild);
    new FormattedComputer(master.url(), INSTANCES).use(INSTANCES);
  }

  public static ClientScenario help(Workplace place) {
    return new ClientScenario(place, Typed.HELP, false);
  }

  public static ClientScenario serviceList(Workplace place) {
    return new ClientScenario(place, Typed.SERVICE_LIST, false);
  }

  public static ClientScenario request(Workplace place) {
    return new ClientScenario(place, Typed.REQUEST, false);
  }

  /** The very first command after our start-up archives were made; the reference's is as any other. */
  public static ClientScenario firstServiceList(Workplace place) {
    return new ClientScenario(place, Typed.SERVICE_LIST, true);
  }

  @Override
  public String title() {
    return typed.title + (afterBuild ? ", the first command after the build" : "");
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.WALL, GOAL));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    for (var side : Side.values()) {
      rounds.put(side, afterBuild && side == Side.OURS ? built(round(side)) : round(side));
    }
    return rounds;
  }

  private Round round(Side side) {
    Path folder = place.newFolder("%s-%s-%s".formatted(typed, afterBuild, side));
    var command = new ArrayList<>(List.of(place.slapos(side).toString()));
    command.addAll(typed.words);
    var environment =
        Map.of("SLAPOS_CLIENT_CONFIGURATION", configuration(folder).toString(), "HOME", folder.toString());
    return new ProcessRound(command, environment, folder, (out, err) -> {
      if (!(out + err).contains(typed.outcome)) {
        throw new WrongOutcomeException("%s of %s: %s%s".formatted(typed.title, side.title(), out, err));
      }
    });
  }

  /** Makes the archives before each run, which is not measured. */
  private Round built(Round round) {
    return number -> {
      Path repository = place.repository();
      var builder = new ProcessBuilder(
          repository.resolve("libexec/archive").toString(), repository.toString(),
          repository.resolve("dist/target/slapos").toString());
      int status = builder.inheritIO().start().waitFor();
      if (status != 0) {
        throw new WrongOutcomeException("libexec/archive ended with " + status);
      }
      return round.measure(number);
    };
  }

  private Path configuration(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("client.cfg"),
          "[slapos]\nmaster_url = %1$s\nmaster_rest_url = %1$shateoas\n".formatted(master.url()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    master.close();
  }
}
