package org.slapos.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/** What nodes and instances ask again and again. */
public final class ReadingScenario implements Scenario {
  private static final int PARTITIONS = 100;
  private static final int USED = 60;
  private static final Duration ROUND = Duration.ofSeconds(2);
  /** A JIT compiler needs a while, in a process that then runs for months. */
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  private final Call call;
  private final int clients;
  private final boolean keepAlive;
  private final SequencedMap<Side, MasterProcess> masters = new LinkedHashMap<>();

  /** A call, with the goals for its rate: with a new connection for each request, and with kept ones. */
  private enum Call {
    COMPUTER("getFullComputerInformation", "?computer_id=" + FormattedComputer.ID, "used " + (USED - 1), 30, 60),
    PARTITION(
        "registerComputerPartition",
        "?computer_reference=" + FormattedComputer.ID + "&computer_partition_reference=slappart7", "used 7", 20, 40);

    private final String name;
    private final String query;
    private final String expected;
    private final double goal;
    private final double keptGoal;

    Call(String name, String query, String expected, double goal, double keptGoal) {
      this.name = name;
      this.query = query;
      this.expected = expected;
      this.goal = goal;
      this.keptGoal = keptGoal;
    }
  }

  private ReadingScenario(Workplace place, Call call, int clients, boolean keepAlive)
      throws IOException, InterruptedException {
    this.call = call;
    this.clients = clients;
    this.keepAlive = keepAlive;
    for (var side : List.of(Side.OURS, Side.NEW)) {
      var master = MasterProcess.start(place, side, "%s-%d-%b-%s".formatted(call, clients, keepAlive, side));
      masters.put(side, master);
      new FormattedComputer(master.url(), PARTITIONS).use(USED);
    }
    var ours = Objects.requireNonNull(masters.get(Side.OURS));
    var load = new Load(ours.url(), clients, keepAlive, (_, _, _) -> {});
    var _ = load.run(load.get(call.name + call.query), WARM_UP);
  }

  /** The listing of a computer, {@code getFullComputerInformation}. */
  public static ReadingScenario computer(Workplace place, int clients, boolean keepAlive)
      throws IOException, InterruptedException {
    return new ReadingScenario(place, Call.COMPUTER, clients, keepAlive);
  }

  /** One partition, {@code registerComputerPartition}. */
  public static ReadingScenario partition(Workplace place, int clients, boolean keepAlive)
      throws IOException, InterruptedException {
    return new ReadingScenario(place, Call.PARTITION, clients, keepAlive);
  }

  @Override
  public String title() {
    return "Master: `%s`, %d partitions, %d used, %d clients, %s".formatted(call.name, PARTITIONS, USED, clients,
        keepAlive ? "keep-alive (the reference closes all the same)" : "a new connection each");
  }

  @Override
  public List<Goal> goals() {
    var rate = new Goal(Quantity.RATE, keepAlive ? call.keptGoal : call.goal);
    return call == Call.COMPUTER ? List.of(rate, new Goal(Quantity.P99, 0.1)) : List.of(rate);
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    masters.forEach((side, master) -> {
      byte[] expected = expected(master);
      rounds.put(side, _ -> measure(master, expected));
    });
    return rounds;
  }

  private Map<Quantity, Double> measure(MasterProcess master, byte[] expected)
      throws IOException, InterruptedException {
    var load = new Load(master.url(), clients, keepAlive, (bytes, from, to) -> {
      if (!Arrays.equals(bytes, from, to, expected, 0, expected.length)) {
        throw new WrongOutcomeException("Another answer: " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
      }
    });
    var measured = new EnumMap<Quantity, Double>(load.run(load.get(call.name + call.query), ROUND));
    measured.put(Quantity.MEMORY, master.mostMemory());
    return measured;
  }

  private byte[] expected(MasterProcess master) {
    try (var in = master.url().resolve(call.name + call.query).toURL().openStream()) {
      byte[] body = in.readAllBytes();
      String text = new String(body, StandardCharsets.UTF_8);
      if (!text.contains(call.expected)) {
        throw new WrongOutcomeException("The Master was not set up: " + text);
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    masters.values().forEach(MasterProcess::close);
  }
}
