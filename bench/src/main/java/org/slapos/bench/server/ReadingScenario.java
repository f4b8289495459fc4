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
import java.util.Optional;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/** What every node asks at each pass: {@code getFullComputerInformation}. */
public final class ReadingScenario implements Scenario {
  private static final int PARTITIONS = 100;
  private static final int USED = 60;
  private static final double GOAL = 20;
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final String PATH = "getFullComputerInformation?computer_id=" + FormattedComputer.ID;

  private final boolean keepAlive;
  private final SequencedMap<Side, MasterProcess> masters = new LinkedHashMap<>();

  public ReadingScenario(Workplace place, boolean keepAlive) {
    this.keepAlive = keepAlive;
    for (var side : List.of(Side.OURS, Side.NEW)) {
      var master = MasterProcess.start(place, side, (keepAlive ? "kept-" : "read-") + side);
      masters.put(side, master);
      new FormattedComputer(master.url(), PARTITIONS).use(USED);
    }
  }

  @Override
  public String title() {
    return "Master: `getFullComputerInformation`, %d partitions, %d used, 4 clients, %s".formatted(
        PARTITIONS, USED, keepAlive ? "keep-alive (the reference closes all the same)" : "a new connection each");
  }

  @Override
  public List<Goal> goals() {
    return keepAlive ? List.of() : List.of(new Goal(Quantity.RATE, GOAL));
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
    var load = new Load(master.url(), keepAlive, body -> {
      if (!Arrays.equals(body, expected)) {
        throw new WrongOutcomeException("Another answer: " + new String(body, StandardCharsets.UTF_8));
      }
    });
    var request = Optional.of(load.get(PATH));
    long deadline = System.nanoTime() + ROUND.toNanos();
    var measured = new EnumMap<Quantity, Double>(load.run(
        () -> System.nanoTime() < deadline ? request : Optional.empty()));
    measured.put(Quantity.MEMORY, master.mostMemory());
    return measured;
  }

  private static byte[] expected(MasterProcess master) {
    try (var in = master.url().resolve(PATH).toURL().openStream()) {
      byte[] body = in.readAllBytes();
      String text = new String(body, StandardCharsets.UTF_8);
      if (!text.contains("slappart" + (PARTITIONS - 1)) || !text.contains("used " + (USED - 1))) {
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
