package org.slapos.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;

/** A Master from its start: when it answers, how fast it is at first, what memory it takes before and after load. */
public final class FreshMasterScenario implements Scenario {
  private static final int PARTITIONS = 100;
  private static final int USED = 60;
  private static final int FIRST = 400;
  private static final String FIRST_COMPUTER = "COMP-1";
  private static final int CLIENTS = 4;
  private static final int MANY_CLIENTS = 64;
  private static final double IDLE_GOAL = 2;
  private static final double LOADED_GOAL = 3;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration LOAD = Duration.ofSeconds(2);

  private final Workplace place;

  public FreshMasterScenario(Workplace place) {
    this.place = place;
  }

  @Override
  public String title() {
    return ("Master, started with an empty database; then %d new instances, %d clients;"
        + " then a listing of %d partitions, %d used, and one of them, %d clients")
        .formatted(FIRST, CLIENTS, PARTITIONS, USED, MANY_CLIENTS);
  }

  @Override
  public List<Goal> goals() {
    return List.of(
        new Goal(Quantity.START, 1), new Goal(Quantity.IDLE_MEMORY, IDLE_GOAL),
        new Goal(Quantity.LOADED_MEMORY, LOADED_GOAL));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    for (var side : List.of(Side.OURS, Side.NEW)) {
      rounds.put(side, number -> measure(side, number));
    }
    return rounds;
  }

  private Map<Quantity, Double> measure(Side side, int number) throws IOException, InterruptedException {
    var measured = new EnumMap<Quantity, Double>(Quantity.class);
    try (var master = MasterProcess.start(place, side, "fresh-%d-%s".formatted(number, side))) {
      measured.put(Quantity.START, master.startMillis());
      Thread.sleep(REST);
      measured.put(Quantity.IDLE_MEMORY, master.presentMemory());
      measured.put(Quantity.FIRST_RATE, firstInstances(master, side));
      new FormattedComputer(master.url(), PARTITIONS).use(USED);
      read(master, "getFullComputerInformation?computer_id=" + FormattedComputer.ID);
      read(master, "registerComputerPartition?computer_reference=%s&computer_partition_reference=slappart7"
          .formatted(FormattedComputer.ID));
      Thread.sleep(REST);
      measured.put(Quantity.LOADED_MEMORY, master.presentMemory());
      measured.put(Quantity.MEMORY, master.mostMemory());
    }
    return measured;
  }

  private static double firstInstances(MasterProcess master, Side side) throws IOException, InterruptedException {
    Population.format(master.url(), FIRST_COMPUTER, FIRST);
    var allocated = new AllocationScenario.Allocated(side, FIRST_COMPUTER);
    var load = new Load(master.url(), CLIENTS, false, allocated);
    return Optional.ofNullable(AllocationScenario.measure(load, allocated, FIRST).get(Quantity.RATE)).orElseThrow();
  }

  private static void read(MasterProcess master, String path) throws IOException, InterruptedException {
    var load = new Load(master.url(), MANY_CLIENTS, false, (_, _, _) -> {});
    var _ = load.run(load.get(path), LOAD);
  }

  @Override
  public void close() {
    // Each round ends its Master.
  }
}
