package org.slapos.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** New instances, each under a new title: written to the disk before the answer, on both sides. */
public final class AllocationScenario implements Scenario {
  private static final int PARTITIONS = 6000;
  /** A JIT compiler needs a while, in a process that then runs for months. */
  private static final int OURS_TO_WARM_UP = 2000;
  private static final int OURS_IN_A_ROUND = 400;
  private static final int THEIRS_IN_A_ROUND = 100;
  private static final double GOAL = 5;
  private static final Pattern PARTITION =
      Pattern.compile("slap_computer_partition_id</string><string>([^<]+)</string>");

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
    return "Master: new instances (`requestComputerPartition`), durable, 4 clients, a new connection each";
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
    Set<String> allocated = ConcurrentHashMap.newKeySet();
    var titles = new AtomicInteger();
    var load = new Load(master.url(), false, body -> check(new String(body, UTF_8), allocated, side));
    return side == Side.OURS
        ? number -> measure(load, titles, OURS_TO_WARM_UP + number * OURS_IN_A_ROUND)
        : number -> measure(load, titles, (number + 1) * THEIRS_IN_A_ROUND);
  }

  private static Map<Quantity, Double> measure(Load load, AtomicInteger titles, int end)
      throws IOException, InterruptedException {
    return load.run(() -> {
      int title = titles.getAndIncrement();
      return title < end
          ? Optional.of(load.post("requestComputerPartition", form("instance " + title)))
          : Optional.empty();
    });
  }

  /**
   * Each answer names a partition that no other has got. The reference does not lock: it gives one partition to two
   * titles now and then, which is let pass, and counted in its favour.
   */
  private static void check(String body, Set<String> allocated, Side side) {
    var partition = PARTITION.matcher(body);
    if (!partition.find() || (!allocated.add(partition.group(1)) && side == Side.OURS)) {
      throw new WrongOutcomeException("No new partition: " + body);
    }
  }

  private static String form(String title) {
    var form = new LinkedHashMap<String, String>();
    form.put("software_release", FormattedComputer.RELEASE);
    form.put("software_type", "default");
    form.put("partition_reference", title);
    form.put("partition_parameter_xml", Marshal.write(Value.Dict.builder().put("key", "value").build()));
    form.put("filter_xml", Marshal.write(Value.Dict.builder().put("computer_guid", FormattedComputer.ID).build()));
    form.put("state", Marshal.write(new Value.Text("started")));
    form.put("shared_xml", Marshal.write(new Value.Bool(false)));
    var text = new StringBuilder();
    form.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&").append(name).append('=')
        .append(URLEncoder.encode(value, UTF_8)));
    return text.toString();
  }

  @Override
  public void close() {
    masters.values().forEach(MasterProcess::close);
  }
}
