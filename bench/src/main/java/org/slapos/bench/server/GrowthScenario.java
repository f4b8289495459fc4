package org.slapos.bench.server;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/** What a request costs a Master of 100,000 instances beside one of 100; both are ours. */
public final class GrowthScenario implements Scenario {
  private static final int PARTITIONS = 100;
  private static final int LARGE = 1000;
  private static final int REQUESTS = 200;
  private static final double GOAL = 1.5;
  private static final double NANOS_IN_MILLISECOND = 1e6;

  private final Subject small;
  private final Subject large;

  public GrowthScenario(Workplace place) throws IOException, InterruptedException {
    this.small = new Subject(place, 1);
    this.large = new Subject(place, LARGE);
  }

  @Override
  public String title() {
    return "Master: cost of a request with 100,000 instances, divided by that with 100; medians of %d requests of one client"
        .formatted(REQUESTS);
  }

  @Override
  public List<Goal> goals() {
    return Arrays.stream(Quantity.values()).filter(Quantity::isGrowth).map(it -> Goal.absolute(it, GOAL)).toList();
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    rounds.put(Side.OURS, number -> {
      var one = small.measure(number);
      var thousand = large.measure(number);
      var growth = new EnumMap<Quantity, Double>(Quantity.class);
      one.forEach((quantity, cost) -> growth.put(quantity, Objects.requireNonNull(thousand.get(quantity)) / cost));
      return growth;
    });
    return rounds;
  }

  @Override
  public void close() {
    small.master.close();
    large.master.close();
  }

  /** A Master with all partitions of its computers in use, and one computer more where there is room. */
  private static final class Subject {
    private static final int ROOM = 6000;
    /** Rounds before those that count: settling has made only the larger one warm. */
    private static final int WARM_UP = 15;

    private final MasterProcess master;
    private final Population population;
    private final Load text;
    private final RequestForm roomy;
    private final Random random = new Random(1);
    private int changes;

    Subject(Workplace place, int computers) throws IOException, InterruptedException {
      this.population = new Population(computers, PARTITIONS, PARTITIONS);
      this.master = MasterProcess.start(place, Side.OURS, "growth-" + computers);
      this.text = new Load(master.url(), 1, true, (_, _, _) -> {});
      this.roomy = new RequestForm(Population.computer(computers));
      population.settle(master.url());
      Population.format(master.url(), Population.computer(computers), ROOM);
      for (int round = -WARM_UP; round < 0; round++) {
        var _ = measure(round);
      }
    }

    Map<Quantity, Double> measure(int round) throws IOException {
      try (var client = new HttpClient(master.url(), true, 1 << 18)) {
        return Map.of(
            Quantity.GROWTH_KEPT, median(client, _ -> listing(0)),
            Quantity.GROWTH_CHANGED, medianAfterChange(client, instance -> listing(instance / PARTITIONS)),
            Quantity.GROWTH_PARTITION, medianAfterChange(client, this::partition),
            Quantity.GROWTH_REPEATED, medianAfterChange(client, this::request),
            Quantity.GROWTH_NEW, median(client,
                number -> text.post(RequestForm.PATH, roomy.of("new%d.%d".formatted(round, number)))));
      }
    }

    private static double median(HttpClient client, IntFunction<byte[]> message) throws IOException {
      var times = new double[REQUESTS];
      for (int i = 0; i < REQUESTS; i++) {
        times[i] = time(client, message.apply(i));
      }
      return median(times);
    }

    /** Something of the instance's computer has changed before each of the requests; the change is not timed. */
    private double medianAfterChange(HttpClient client, IntFunction<byte[]> message) throws IOException {
      var times = new double[REQUESTS];
      for (int i = 0; i < REQUESTS; i++) {
        int instance = random.nextInt(population.instances());
        ask(client, change(instance / PARTITIONS * PARTITIONS));
        times[i] = time(client, message.apply(instance));
      }
      return median(times);
    }

    private byte[] listing(int computer) {
      return text.get("getFullComputerInformation?computer_id=" + Population.computer(computer));
    }

    private byte[] partition(int instance) {
      return text.get("registerComputerPartition?computer_reference=%s&computer_partition_reference=slappart%d"
          .formatted(Population.computer(instance / PARTITIONS), instance % PARTITIONS));
    }

    private byte[] request(int instance) {
      return text.post(RequestForm.PATH, form(instance).of(population.title(instance), parameter(instance)));
    }

    /** The first instance of a computer gets another parameter. */
    private byte[] change(int instance) {
      changes++;
      return request(instance);
    }

    private String parameter(int instance) {
      return instance % PARTITIONS == 0 ? "changed" + changes : "value";
    }

    private static RequestForm form(int instance) {
      return new RequestForm(Population.computer(instance / PARTITIONS));
    }

    private static double median(double[] times) {
      Arrays.sort(times);
      return times[times.length / 2];
    }

    private static double time(HttpClient client, byte[] message) throws IOException {
      long begin = System.nanoTime();
      ask(client, message);
      return (System.nanoTime() - begin) / NANOS_IN_MILLISECOND;
    }

    private static void ask(HttpClient client, byte[] message) throws IOException {
      if (!HttpClient.isOk(client.ask(message))) {
        throw new WrongOutcomeException("The answer is: " + client.answer());
      }
    }
  }
}
