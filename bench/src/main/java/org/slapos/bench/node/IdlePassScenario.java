package org.slapos.bench.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;

/** What a node does every minute of its life: {@code node instance} when nothing has changed. */
public final class IdlePassScenario implements Scenario {
  private final int partitions;
  private final double goal;
  private final SequencedMap<Side, MasterProcess> masters;
  private final SequencedMap<Side, NodeFolder> nodes = new LinkedHashMap<>();

  private IdlePassScenario(Workplace place, int partitions, double goal, SequencedMap<Side, MasterProcess> masters)
      throws IOException, InterruptedException {
    this.partitions = partitions;
    this.goal = goal;
    this.masters = masters;
    for (var entry : masters.entrySet()) {
      Side side = entry.getKey();
      MasterProcess master = entry.getValue();
      var node = new NodeFolder(
          place.newFolder((side == Side.OURS ? "o" : "r") + (sharesMaster() ? "s" : "") + partitions), "COMP-" + side, place.slapos(side),
          place.repository().resolve("target/python-tools"), partitions);
      nodes.put(side, node);
      node.write(master.url());
      node.run("node", "format", "--now");
      request(master, node.computer());
      node.run("node", "instance");
      // It may have told the Master something that it reads again.
      node.run("node", "instance");
    }
  }

  /** Each agent with its own Master: an installation of ours beside one of the reference. */
  public static IdlePassScenario withOwnMasters(Workplace place) throws IOException, InterruptedException {
    return withOwnMasters(place, 100, 0.2);
  }

  /** As {@link #withOwnMasters(Workplace)}, on a large node. */
  public static IdlePassScenario large(Workplace place) throws IOException, InterruptedException {
    return withOwnMasters(place, 200, 0.125);
  }

  private static IdlePassScenario withOwnMasters(Workplace place, int partitions, double goal)
      throws IOException, InterruptedException {
    var masters = new LinkedHashMap<Side, MasterProcess>();
    masters.put(Side.OURS, MasterProcess.start(place, Side.OURS, "node-master" + partitions));
    masters.put(Side.NEW, MasterProcess.start(place, Side.NEW, "node-slapproxy" + partitions));
    return new IdlePassScenario(place, partitions, goal, masters);
  }

  /** Both agents with our Master, which spares either of them the reports that tell nothing new. */
  public static IdlePassScenario withOurMaster(Workplace place) throws IOException, InterruptedException {
    var master = MasterProcess.start(place, Side.OURS, "node-shared-master");
    var masters = new LinkedHashMap<Side, MasterProcess>();
    masters.put(Side.OURS, master);
    masters.put(Side.NEW, master);
    return new IdlePassScenario(place, 100, 1, masters);
  }

  private boolean sharesMaster() {
    return masters.values().stream().distinct().count() == 1;
  }

  private void request(MasterProcess master, String computer) {
    var slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of());
    slap.registerSupply().supply(NodeFolder.RELEASE, computer, SoftwareRelease.State.AVAILABLE);
    var filter = Value.Dict.builder().put("computer_guid", computer).build();
    for (int i = 0; i < partitions; i++) {
      slap.registerOpenOrder().request(
          InstanceRequest.of(NodeFolder.RELEASE, computer + " " + i).withFilter(filter));
    }
  }

  @Override
  public String title() {
    return "`slapos node instance` with nothing to do, %d started partitions, one promise each, %s"
        .formatted(partitions, sharesMaster() ? "both agents with our Master" : "each agent with its own Master");
  }

  @Override
  public List<Goal> goals() {
    return sharesMaster() ? List.of() : List.of(new Goal(Quantity.WALL, goal));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    nodes.forEach((side, node) -> rounds.put(side, round(node)));
    return rounds;
  }

  private Round round(NodeFolder node) {
    try {
      return new ProcessRound(
          node.command("node", "instance"), node.environment(), node.folder(), (_, err) -> check(node, err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All partitions are deployed, and none was processed again. */
  private void check(NodeFolder node, String err) {
    for (int i = 0; i < partitions; i++) {
      if (!Files.exists(node.folder().resolve("inst/slappart" + i + "/.timestamp"))) {
        throw new WrongOutcomeException("slappart" + i + " is not deployed: " + err);
      }
    }
    if (err.contains("Installing Computer Partition")) {
      throw new WrongOutcomeException("There was something to do: " + err);
    }
  }

  @Override
  public void close() {
    SideNodes.stop(nodes.values(), masters.values());
  }
}
