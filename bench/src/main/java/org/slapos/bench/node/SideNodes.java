package org.slapos.bench.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Round;
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
  private final SequencedMap<Side, MasterProcess> masters;
  private final SequencedMap<Side, NodeFolder> nodes = new LinkedHashMap<>();

  /** Makes them, each with a Master of its own. */
  SideNodes(Workplace place, String name, int partitions, String more, String buildout)
      throws IOException, InterruptedException {
    this(place, name, masters(place, name), partitions, more, buildout);
  }

  /**
   * Makes them.
   *
   * @param name short, and different for each scenario
   * @param more lines of {@code [slapos]} for our side
   * @param buildout the program that installs an instance of {@link NodeFolder#RELEASE}
   */
  SideNodes(
      Workplace place, String name, SequencedMap<Side, MasterProcess> masters, int partitions, String more,
      String buildout)
      throws IOException, InterruptedException {
    this.masters = masters;
    for (var master : masters.entrySet()) {
      Side side = master.getKey();
      var node = new NodeFolder(
          place.newFolder(name + letter(side)), "COMP-" + side, place.slapos(side),
          place.repository().resolve("target/python-tools"), partitions);
      nodes.put(side, node);
      node.write(master.getValue().url(), side == Side.OURS ? more : "", buildout);
      node.run("node", "format", "--now");
    }
  }

  /** A Master of its own for each side. */
  static SequencedMap<Side, MasterProcess> masters(Workplace place, String name) {
    var masters = new LinkedHashMap<Side, MasterProcess>();
    for (Side side : List.of(Side.OURS, Side.NEW)) {
      masters.put(side, MasterProcess.start(place, side, name + letter(side) + "m"));
    }
    return masters;
  }

  private static String letter(Side side) {
    return side == Side.OURS ? "o" : "r";
  }

  Set<Side> sides() {
    return nodes.sequencedKeySet();
  }

  /** What is measured on the node of each side. */
  SequencedMap<Side, Round> rounds(Function<NodeFolder, Round> round) {
    var rounds = new LinkedHashMap<Side, Round>();
    nodes.forEach((side, node) -> rounds.put(side, round.apply(node)));
    return rounds;
  }

  NodeFolder node(Side side) {
    NodeFolder node = nodes.get(side);
    if (node == null) {
      throw new IllegalArgumentException("no node of " + side);
    }
    return node;
  }

  /** Has an instance of {@link NodeFolder#RELEASE} deployed in every partition. */
  void deploy() throws IOException, InterruptedException {
    for (Side side : sides()) {
      supply(side, NodeFolder.RELEASE);
      for (int i = 0; i < node(side).partitions(); i++) {
        request(side, NodeFolder.RELEASE, title(side, i), Map.of());
      }
      node(side).run("node", "instance");
    }
  }

  /** What one of those is called. */
  String title(Side side, int number) {
    return node(side).computer() + " " + number;
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
    try {
      for (var node : nodes.values()) {
        node.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // One may serve both.
      masters.values().stream().distinct().forEach(MasterProcess::close);
    }
  }
}
