package org.slapos.bench.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/**
 * {@code node instance} with many small instances to deploy by the real buildout: the sample "hello", built once, for both
 * sides. Ours deploys two at a time.
 */
public final class DeploymentScenario implements Scenario {
  private static final int INSTANCES = 20;
  private static final double GOAL = 1 / 1.7;
  private static final int FIRST_PORT = 21800;

  private final SideNodes sides;

  public DeploymentScenario(Workplace place) throws IOException, InterruptedException {
    sides = new SideNodes(place, "d", INSTANCES, "parallelism = 2", "#!/bin/false\n");
    String release = place.repository().resolve("samples/hello/software.cfg").toString();
    for (Side side : sides.sides()) {
      sides.supply(side, release);
      for (int i = 0; i < INSTANCES; i++) {
        int port = FIRST_PORT + i + (side == Side.OURS ? 0 : INSTANCES);
        sides.request(side, release, "hello " + i, Map.of("port", Integer.toString(port)));
      }
    }
    // One build for both: the same Python, the same buildout.
    sides.node(Side.OURS).run("node", "software");
    Path theirs = sides.node(Side.NEW).folder().resolve("soft");
    delete(theirs);
    Files.createSymbolicLink(theirs, sides.node(Side.OURS).folder().resolve("soft"));
  }

  @Override
  public String title() {
    return "`slapos node instance`, %d small instances deployed by buildout, ours two at a time".formatted(INSTANCES);
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.WALL, GOAL));
  }

  @Override
  public int mostRounds() {
    return 3;
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    return sides.rounds(node -> number -> {
      empty(node);
      node.run("node", "supervisord");
      var measured = node.round((_, err) -> check(node, err), "node", "instance").measure(number);
      node.stop();
      return measured;
    });
  }

  /** The partitions as format has left them. */
  private static void empty(NodeFolder node) throws IOException {
    for (int i = 0; i < INSTANCES; i++) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(node.partition(i))) {
        for (Path entry : entries) {
          if (!entry.getFileName().toString().equals(".slapos-resource")) {
            delete(entry);
          }
        }
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void check(NodeFolder node, String err) {
    for (int i = 0; i < INSTANCES; i++) {
      for (String sign : List.of(".timestamp", "srv/www/index.html")) {
        if (!Files.exists(node.partition(i).resolve(sign))) {
          throw new WrongOutcomeException("slappart" + i + " is not deployed: " + err);
        }
      }
    }
  }

  @Override
  public void close() {
    sides.close();
  }
}
