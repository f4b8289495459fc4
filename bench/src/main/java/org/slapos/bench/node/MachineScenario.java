package org.slapos.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

/** What root does to a machine of 100 partitions: formatting it, formatting it again, measuring it. */
public final class MachineScenario implements Scenario {
  private static final int PARTITIONS = 100;
  private static final double GOAL = 0.333;
  /** Formatted, but no Master to tell: none is reachable from the namespace. */
  private static final int OFFLINE = 2;

  private final Work work;
  private final SequencedMap<Side, Round> rounds = new LinkedHashMap<>();
  private final List<NamespacedNode> nodes = new ArrayList<>();

  /** What is measured. */
  private enum Work {
    FIRST_FORMAT("`slapos node format` of a new machine, %d partitions with accounts and addresses"),
    SECOND_FORMAT("`slapos node format` with nothing to change, %d partitions"),
    COLLECT("`slapos node collect`, %d partitions");

    private final String title;

    Work(String title) {
      this.title = title;
    }
  }

  private MachineScenario(Workplace place, Work work) throws IOException, InterruptedException {
    this.work = work;
    for (Side side : List.of(Side.OURS, Side.NEW)) {
      Path program = place.slapos(side);
      var node = new NamespacedNode(place.newFolder("m" + work.name().charAt(0) + side.name().charAt(0)), PARTITIONS);
      nodes.add(node);
      node.install();
      if (work != Work.FIRST_FORMAT) {
        // Ours makes it in seconds for both; the reference finds it as its own.
        node.run(OFFLINE, place.slapos(Side.OURS), "node", "format", "--now");
      }
      silentSensors(node.folder().resolve("bin/sensors"));
      rounds.put(side, round(node, program));
    }
  }

  /** A new machine in each round: the reference takes minutes for one. */
  public static MachineScenario firstFormat(Workplace place) throws IOException, InterruptedException {
    return new MachineScenario(place, Work.FIRST_FORMAT);
  }

  /** A formatted machine. */
  public static MachineScenario secondFormat(Workplace place) throws IOException, InterruptedException {
    return new MachineScenario(place, Work.SECOND_FORMAT);
  }

  /** A formatted machine, one pass each round. */
  public static MachineScenario collect(Workplace place) throws IOException, InterruptedException {
    return new MachineScenario(place, Work.COLLECT);
  }

  @Override
  public String title() {
    return work.title.formatted(PARTITIONS);
  }

  @Override
  public List<Goal> goals() {
    return List.of(new Goal(Quantity.WALL, GOAL));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    return rounds;
  }

  private Round round(NamespacedNode node, Path program) {
    if (work == Work.COLLECT) {
      return new ProcessRound(node.command(0, program, "node", "collect"), Map.of(), node.folder(), (_, err) ->
          require(node.folder().resolve("inst/var/data-log/system_loadavg.csv"), err));
    }
    var format = new ProcessRound(node.command(OFFLINE, program, "node", "format", "--now"), Map.of(), node.folder(), (_, err) ->
        require(node.folder().resolve("inst/slappart" + (PARTITIONS - 1) + "/.slapos-resource"), err));
    return number -> {
      if (work == Work.FIRST_FORMAT) {
        node.install();
      }
      return format.measure(number);
    };
  }

  private static void require(Path file, String err) {
    if (!Files.exists(file)) {
      throw new WrongOutcomeException(file + " is missing: " + err);
    }
  }

  /** The reference cannot do without that program. */
  private static void silentSensors(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\necho 'No sensors found!'\nexit 1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public void close() {
    nodes.forEach(NamespacedNode::close);
  }
}
