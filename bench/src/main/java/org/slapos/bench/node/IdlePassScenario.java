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
  private static final int PARTITIONS = 100;
  private static final double GOAL = 0.2;

  private final MasterProcess master;
  private final SequencedMap<Side, NodeFolder> nodes = new LinkedHashMap<>();

  /** Deploys all partitions, each side by its own agent. */
  public IdlePassScenario(Workplace place) throws IOException, InterruptedException {
    master = MasterProcess.start(place, Side.OURS, "node-master");
    for (var side : List.of(Side.OURS, Side.NEW)) {
      var node = new NodeFolder(
          place.newFolder(side == Side.OURS ? "o" : "r"), "COMP-" + side, place.slapos(side),
          place.repository().resolve("target/python-tools"), PARTITIONS);
      nodes.put(side, node);
      node.write(master.url());
      node.run("node", "format", "--now");
      request(node.computer());
      node.run("node", "instance");
    }
  }

  private void request(String computer) {
    var slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of());
    slap.registerSupply().supply(NodeFolder.RELEASE, computer, SoftwareRelease.State.AVAILABLE);
    var filter = Value.Dict.builder().put("computer_guid", computer).build();
    for (int i = 0; i < PARTITIONS; i++) {
      slap.registerOpenOrder().request(
          InstanceRequest.of(NodeFolder.RELEASE, computer + " " + i).withFilter(filter));
    }
  }

  @Override
  public String title() {
    return "`slapos node instance` with nothing to do, %d started partitions, one promise each".formatted(PARTITIONS);
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.WALL, GOAL));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    nodes.forEach((side, node) -> rounds.put(side, round(node)));
    return rounds;
  }

  private static Round round(NodeFolder node) {
    try {
      return new ProcessRound(
          node.command("node", "instance"), node.environment(), node.folder(), (_, err) -> check(node, err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All partitions are deployed, and none was processed again. */
  private static void check(NodeFolder node, String err) {
    for (int i = 0; i < PARTITIONS; i++) {
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
    try {
      for (var node : nodes.values()) {
        node.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      master.close();
    }
  }
}
