package org.slapos.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/** Instances that are there are requested again, unchanged: what clients and other instances do at each of their runs. */
public final class RepeatedRequestScenario implements Scenario {
  private static final int PARTITIONS = 100;
  private static final int USED = 60;
  private static final int CLIENTS = 4;
  private static final double GOAL = 20;
  private static final Duration ROUND = Duration.ofSeconds(2);
  /** A JIT compiler needs a while, in a process that then runs for months. */
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private final SequencedMap<Side, MasterProcess> masters = new LinkedHashMap<>();

  public RepeatedRequestScenario(Workplace place) throws IOException, InterruptedException {
    for (var side : List.of(Side.OURS, Side.NEW)) {
      var master = MasterProcess.start(place, side, "repeat-" + side);
      masters.put(side, master);
      new FormattedComputer(master.url(), PARTITIONS);
      // One after the other: the reference would give a partition away twice.
      var _ = ask(new Load(master.url(), 1, false, RepeatedRequestScenario::check), USED, Duration.ofDays(1));
      if (side == Side.OURS) {
        var _ = ask(new Load(master.url(), CLIENTS, false, RepeatedRequestScenario::check), Integer.MAX_VALUE, WARM_UP);
      }
    }
  }

  @Override
  public String title() {
    return "Master: the same instances requested again, %d clients, a new connection each".formatted(CLIENTS);
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.RATE, GOAL));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    masters.forEach((side, master) -> {
      var load = new Load(master.url(), CLIENTS, false, RepeatedRequestScenario::check);
      rounds.put(side, _ -> ask(load, Integer.MAX_VALUE, ROUND));
    });
    return rounds;
  }

  /** So many requests, or for so long. */
  private static Map<Quantity, Double> ask(Load load, int requests, Duration time)
      throws IOException, InterruptedException {
    var form = new RequestForm(FormattedComputer.ID);
    var messages = new ArrayList<Optional<byte[]>>();
    for (int i = 0; i < USED; i++) {
      messages.add(Optional.of(load.post(RequestForm.PATH, form.of("again" + i))));
    }
    var next = new AtomicInteger();
    long deadline = System.nanoTime() + time.toNanos();
    return load.run(() -> {
      int number = next.getAndIncrement();
      return number < requests && System.nanoTime() < deadline ? messages.get(number % USED) : Optional.empty();
    });
  }

  private static void check(byte[] bytes, int from, int to) {
    if (RequestForm.partition(bytes, from, to).isEmpty()) {
      throw new WrongOutcomeException("No partition: " + new String(bytes, from, to - from, UTF_8));
    }
  }

  @Override
  public void close() {
    masters.values().forEach(MasterProcess::close);
  }
}
