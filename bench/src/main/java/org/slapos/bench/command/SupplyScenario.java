package org.slapos.bench.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.slapos.bench.server.MasterProcess;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;

/**
 * {@code slapos supply}: one call to the Master, which is ours on all sides as 1.6.10 fails with that of 1.26.1. The
 * configuration names the HATEOAS URL, or else the reference would ask for it and make two calls.
 */
public final class SupplyScenario implements Scenario {
  private static final String COMPUTER = "COMP-0";
  private static final double GOAL = 0.4;

  private final Workplace place;
  private final MasterProcess master;
  private final Slap slap;
  private final Link link;

  /** How a client reaches the Master. */
  private sealed interface Link {
    String title();

    List<Goal> goals();

    /** Lines of the client's configuration. */
    String configuration();

    /** Looks whether the Master was reached in this way. */
    default void check() {}

    default void close() {}
  }

  private record Plain(URI master) implements Link {
    @Override
    public String title() {
      return "plain HTTP";
    }

    @Override
    public List<Goal> goals() {
      return List.of(new Goal(Quantity.WALL, GOAL));
    }

    @Override
    public String configuration() {
      return "[slapos]\nmaster_url = %1$s\nmaster_rest_url = %1$shateoas\n".formatted(master);
    }
  }

  private record Tls(MasterFront front) implements Link {
    @Override
    public String title() {
      return "mutual TLS";
    }

    @Override
    public List<Goal> goals() {
      return List.of();
    }

    @Override
    public String configuration() {
      return """
          [slapos]
          master_url = %1$s
          master_rest_url = %1$shateoas
          [slapconsole]
          cert_file = %2$s
          key_file = %3$s
          """.formatted(front.url(), front.client().certificate(), front.client().key());
    }

    @Override
    public void check() {
      var calls = front.takeIdentifiedCalls();
      if (!calls.equals(List.of("POST /supplySupply"))) {
        throw new WrongOutcomeException("The calls with the client's certificate: " + calls);
      }
    }

    @Override
    public void close() {
      front.close();
    }
  }

  private SupplyScenario(Workplace place, MasterProcess master, Link link) {
    this.place = place;
    this.master = master;
    this.slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of());
    this.link = link;
  }

  public static SupplyScenario plain(Workplace place) {
    var master = MasterProcess.start(place, Side.OURS, "supply-plain");
    return new SupplyScenario(place, master, new Plain(master.url()));
  }

  public static SupplyScenario tls(Workplace place) {
    var master = MasterProcess.start(place, Side.OURS, "supply-tls");
    return new SupplyScenario(place, master, new Tls(new MasterFront(master.url(), place.newFolder("tls"))));
  }

  @Override
  public String title() {
    return "`slapos supply URL COMPUTER`, " + link.title();
  }

  @Override
  public List<Goal> goals() {
    return link.goals();
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    for (var side : Side.values()) {
      rounds.put(side, round(side));
    }
    return rounds;
  }

  private Round round(Side side) {
    Path folder = place.newFolder("supply-%s-%s".formatted(link.getClass().getSimpleName(), side));
    String url = "http://release.invalid/%s/software.cfg".formatted(side);
    var command = List.of(place.slapos(side).toString(), "supply", url, COMPUTER);
    var environment = Map.of("SLAPOS_CLIENT_CONFIGURATION", configuration(folder).toString());
    return new ProcessRound(command, environment, folder, (_, _) -> {
      link.check();
      checkAndTakeBack(url);
    });
  }

  private Path configuration(Path folder) {
    try {
      return Files.writeString(folder.resolve("client.cfg"), link.configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkAndTakeBack(String url) {
    boolean supplied = slap.registerComputer(COMPUTER).softwareReleases().stream()
        .anyMatch(release -> release.url().equals(url) && release.state() == SoftwareRelease.State.AVAILABLE);
    if (!supplied) {
      throw new WrongOutcomeException("The Master does not know of " + url);
    }
    slap.registerSupply().supply(url, COMPUTER, SoftwareRelease.State.DESTROYED);
  }

  @Override
  public void close() {
    link.close();
    master.close();
  }
}
