package org.slapos.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/**
 * Many nodes, each asking for its listing once a minute at a moment of its own, with a new connection. Every other one
 * names the listing that it has, as our agent does, and mostly hears that it still holds; for each tenth computer
 * something is requested within the minute. A latency counts from the moment when the node wanted to ask.
 */
public final class NodesScenario implements Scenario {
  private static final int NODES = 5000;
  private static final int CHANGED_OF = 10;
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final double GOAL_MILLIS = 1000;
  private static final double NANOS_IN_MILLISECOND = 1e6;
  private static final int BUFFER = 1 << 15;

  private final Population population = new Population(NODES, 20, 12);
  private final MasterProcess master;
  private final Load text;
  private final Random random = new Random(1);

  public NodesScenario(Workplace place) throws IOException, InterruptedException {
    this.master = MasterProcess.start(place, Side.OURS, "nodes");
    this.text = new Load(master.url(), 1, false, (_, _, _) -> {});
    population.settle(master.url());
  }

  @Override
  public String title() {
    return "Master: %d nodes of %d partitions, %d used, each polling once a minute, half with `If-None-Match`".formatted(
        population.computers(), population.partitions(), population.used());
  }

  @Override
  public List<Goal> goals() {
    return List.of(Goal.absolute(Quantity.P99, GOAL_MILLIS));
  }

  @Override
  public boolean once() {
    return true;
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    rounds.put(Side.OURS, _ -> measure());
    return rounds;
  }

  private Map<Quantity, Double> measure() throws IOException, InterruptedException {
    var names = listingsBefore();
    var latencies = new ArrayList<Future<Double>>();
    long begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int node = 0; node < NODES; node++) {
        int asking = node;
        var wanted = Duration.ofNanos(random.nextLong(PERIOD.toNanos()));
        latencies.add(threads.submit(() -> poll(asking, names.get(asking), begin + wanted.toNanos())));
        if (node % CHANGED_OF < 2) {
          latencies.add(threads.submit(() -> change(asking, begin + PERIOD.minus(wanted).toNanos())));
        }
      }
      double[] sorted = sorted(latencies);
      return Map.of(
          Quantity.RATE, sorted.length / (double) PERIOD.toSeconds(),
          Quantity.P50, sorted[sorted.length / 2],
          Quantity.P99, sorted[sorted.length * 99 / 100],
          Quantity.MEMORY, master.mostMemory());
    }
  }

  /** The name of each listing by node, empty for nodes that do not tell it. */
  private List<String> listingsBefore() throws IOException {
    var names = new ArrayList<String>();
    for (int node = 0; node < NODES; node++) {
      names.add(node % 2 == 0 ? name(node) : "");
    }
    return names;
  }

  private String name(int node) throws IOException {
    try (var client = new HttpClient(master.url(), false, BUFFER)) {
      client.ask(text.get(path(node)));
      return client.header("etag");
    }
  }

  private double poll(int node, String name, long wanted) throws IOException, InterruptedException {
    sleepUntil(wanted);
    byte[] request = name.isEmpty()
        ? text.get(path(node))
        : text.get(path(node), "If-None-Match: %s\r\n".formatted(name));
    try (var client = new HttpClient(master.url(), false, BUFFER)) {
      int status = client.ask(request);
      boolean listed = HttpClient.isOk(status) && client.answer().contains("%s.11".formatted(Population.computer(node)));
      boolean held = HttpClient.isNotModified(status) && !name.isEmpty();
      if (!listed && !held) {
        throw new WrongOutcomeException("The answer is: " + client.answer());
      }
    }
    return (System.nanoTime() - wanted) / NANOS_IN_MILLISECOND;
  }

  private double change(int node, long wanted) throws IOException, InterruptedException {
    sleepUntil(wanted);
    var form = new RequestForm(Population.computer(node));
    try (var client = new HttpClient(master.url(), false, BUFFER)) {
      int status = client.ask(text.post(RequestForm.PATH, form.of(population.title(node * population.used()), "changed")));
      if (!HttpClient.isOk(status)) {
        throw new WrongOutcomeException("The answer is: " + client.answer());
      }
    }
    return (System.nanoTime() - wanted) / NANOS_IN_MILLISECOND;
  }

  private static String path(int node) {
    return "getFullComputerInformation?computer_id=" + Population.computer(node);
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    Thread.sleep(Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime())));
  }

  private static double[] sorted(List<Future<Double>> latencies) throws IOException, InterruptedException {
    var values = new double[latencies.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = latencies.get(i).get();
      }
    } catch (ExecutionException e) {
      throw new IOException("A node failed: " + e.getCause(), e.getCause());
    }
    Arrays.sort(values);
    return values;
  }

  @Override
  public void close() {
    master.close();
  }
}
