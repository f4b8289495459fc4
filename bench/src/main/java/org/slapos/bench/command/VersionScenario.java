package org.slapos.bench.command;

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

/** The least that a command can do. */
public final class VersionScenario implements Scenario {
  private static final double GOAL = 0.35;

  private final Workplace place;

  public VersionScenario(Workplace place) {
    this.place = place;
  }

  @Override
  public String title() {
    return "`slapos --version`";
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.WALL, GOAL));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    for (var side : Side.values()) {
      var command = List.of(place.slapos(side).toString(), "--version");
      rounds.put(side, new ProcessRound(command, Map.of(), place.newFolder("version-" + side), (out, err) -> {
        if (!(out + err).matches("(?s).*\\d+\\.\\d+\\.\\d+.*")) {
          throw new WrongOutcomeException("No version: " + out + err);
        }
      }));
    }
    return rounds;
  }

  @Override
  public void close() {}
}
