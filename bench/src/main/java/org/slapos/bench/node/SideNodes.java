package org.slapos.bench.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Side;
import org.slapos.bench.server.MasterProcess;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;

/** A node of each side, each with its own Master, formatted. */
final class SideNodes implements AutoCloseable {
  private final SequencedMap<Side, MasterProcess> masters = new LinkedHashMap<>();
  private final SequencedMap<Side, NodeFolder> nodes = new LinkedHashMap<>();

  /**
   * Makes them.
   *
   * @param name short, and different for each scenario
   * @param more lines of {@code [slapos]} for our side
   * @param buildout the program that installs an instance of {@link NodeFolder#RELEASE}
   */
  SideNodes(Workplace place, String name, int partitions, String more, String buildout)
      throws IOException, InterruptedException {
    for (Side side : List.of(Side.OURS, Side.NEW)) {
      String letter = side == Side.OURS ? "o" : "r";
      MasterProcess master = MasterProcess.start(place, side, name + letter + "m");
      masters.put(side, master);
      var node = new NodeFolder(
          place.newFolder(name + letter), "COMP-" + side, place.slapos(side),
          place.repository().resolve("target/python-tools"), partitions);
      nodes.put(side, node);
      node.write(master.url(), side == Side.OURS ? more : "", buildout);
      node.run("node", "format", "--now");
    }
  }

  SequencedMap<Side, NodeFolder> nodes() {
    return nodes;
  }

  NodeFolder node(Side side) {
    NodeFolder node = nodes.get(side);
    if (node == null) {
      throw new IllegalArgumentException("no node of " + side);
    }
    return node;
  }

  /** Asks a side's Master for a release on its node. */
  void supply(Side side, String release) {
    slap(side).registerSupply().supply(release, node(side).computer(), SoftwareRelease.State.AVAILABLE);
  }

  /** Asks a side's Master for an instance on its node, or for other parameters of it. */
  ComputerPartition request(Side side, String release, String title, Map<String, String> parameters) {
    var filter = Value.Dict.builder().put("computer_guid", node(side).computer()).build();
    var values = Value.Dict.builder();
    parameters.forEach(values::put);
    return slap(side).registerOpenOrder().request(
        InstanceRequest.of(release, title).withFilter(filter).withParameters(values.build()));
  }

  private Slap slap(Side side) {
    MasterProcess master = masters.get(side);
    if (master == null) {
      throw new IllegalArgumentException("no Master of " + side);
    }
    return ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of());
  }

  @Override
  public void close() {
    stop(nodes.values(), masters.values());
  }

  /** Stops the nodes and ends their Masters, one of which may serve both. */
  static void stop(Collection<NodeFolder> nodes, Collection<MasterProcess> masters) {
    try {
      for (var node : nodes) {
        node.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      masters.stream().distinct().forEach(MasterProcess::close);
    }
  }
}
