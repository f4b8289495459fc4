package org.slapos.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/** New instances, each under a new title: written to the disk before the answer, on both sides. */
public final class AllocationScenario implements Scenario {
  private static final int PARTITIONS = 16_000;
  private static final int CLIENTS = 4;
  /** A JIT compiler needs a while, in a process that then runs for months. */
  private static final int OURS_TO_WARM_UP = 6000;
  private static final int OURS_IN_A_ROUND = 1500;
  private static final int THEIRS_IN_A_ROUND = 200;
  private static final double GOAL = 15;

  private final SequencedMap<Side, MasterProcess> masters = new LinkedHashMap<>();

  public AllocationScenario(Workplace place) {
    for (var side : List.of(Side.OURS, Side.NEW)) {
      var master = MasterProcess.start(place, side, "allocate-" + side);
      masters.put(side, master);
      new FormattedComputer(master.url(), PARTITIONS);
    }
  }

  @Override
  public String title() {
    return "Master: new instances (`requestComputerPartition`), durable, %d clients, a new connection each"
        .formatted(CLIENTS);
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.RATE, GOAL));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    masters.forEach((side, master) -> rounds.put(side, round(side, master)));
    return rounds;
  }

  private static Round round(Side side, MasterProcess master) {
    var allocated = new Allocated(side, FormattedComputer.ID);
    var load = new Load(master.url(), CLIENTS, false, allocated);
    return side == Side.OURS
        ? number -> measure(load, allocated, OURS_TO_WARM_UP + number * OURS_IN_A_ROUND)
        : number -> measure(load, allocated, (number + 1) * THEIRS_IN_A_ROUND);
  }

  /** Requests new titles up to one of that number. */
  static Map<Quantity, Double> measure(Load load, Allocated allocated, int end)
      throws IOException, InterruptedException {
    return load.run(() -> {
      int title = allocated.titles.getAndIncrement();
      return title < end
          ? Optional.of(load.post(RequestForm.PATH, allocated.form.of("instance" + title)))
          : Optional.empty();
    });
  }

  /**
   * What was allocated so far. Each answer names a partition that no other has got. The reference does not lock: it gives
   * one partition to two titles now and then, which is let pass, and counted in its favour.
   */
  static final class Allocated implements HttpClient.Check {
    private final Side side;
    private final RequestForm form;
    private final Set<String> partitions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger titles = new AtomicInteger();

    Allocated(Side side, String computer) {
      this.side = side;
      this.form = new RequestForm(computer);
    }

    @Override
    public void look(byte[] bytes, int from, int to) {
      var partition = RequestForm.partition(bytes, from, to);
      if (partition.isEmpty() || (!partitions.add(partition) && side == Side.OURS)) {
        throw new WrongOutcomeException("No new partition: " + new String(bytes, from, to - from, UTF_8));
      }
    }
  }

  @Override
  public void close() {
    masters.values().forEach(MasterProcess::close);
  }
}
