package org.slapos.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;
import org.slapos.bench.server.MasterProcess;

/** What a node does every minute of its life: {@code node instance} when nothing has changed. */
public final class IdlePassScenario implements Scenario {
  private final int partitions;
  private final double goal;
  private final boolean sharesMaster;
  private final SideNodes sides;

  private IdlePassScenario(Workplace place, int partitions, double goal, SequencedMap<Side, MasterProcess> masters)
      throws IOException, InterruptedException {
    this.partitions = partitions;
    this.goal = goal;
    this.sharesMaster = masters.values().stream().distinct().count() == 1;
    sides = new SideNodes(place, (sharesMaster ? "s" : "i") + partitions, masters, partitions, "", NodeFolder.ONE_PROMISE);
    sides.deploy();
    for (Side side : sides.sides()) {
      // The first pass may have told the Master something that it reads again.
      sides.node(side).run("node", "instance");
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
    return new IdlePassScenario(place, partitions, goal, SideNodes.masters(place, "i" + partitions));
  }

  /** Both agents with our Master, which spares either of them the reports that tell nothing new. */
  public static IdlePassScenario withOurMaster(Workplace place) throws IOException, InterruptedException {
    var master = MasterProcess.start(place, Side.OURS, "node-shared-master");
    var masters = new LinkedHashMap<Side, MasterProcess>();
    masters.put(Side.OURS, master);
    masters.put(Side.NEW, master);
    return new IdlePassScenario(place, 100, 1, masters);
  }

  @Override
  public String title() {
    return "`slapos node instance` with nothing to do, %d started partitions, one promise each, %s"
        .formatted(partitions, sharesMaster ? "both agents with our Master" : "each agent with its own Master");
  }

  @Override
  public List<Goal> goals() {
    return sharesMaster ? List.of() : List.of(new Goal(Quantity.WALL, goal));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    return sides.rounds(node -> node.round((_, err) -> check(node, err), "node", "instance"));
  }

  /** All partitions are deployed, and none was processed again. */
  private void check(NodeFolder node, String err) {
    for (int i = 0; i < partitions; i++) {
      if (!Files.exists(node.partition(i).resolve(".timestamp"))) {
        throw new WrongOutcomeException("slappart" + i + " is not deployed: " + err);
      }
    }
    if (err.contains("Installing Computer Partition")) {
      throw new WrongOutcomeException("There was something to do: " + err);
    }
  }

  @Override
  public void close() {
    sides.close();
  }
}
