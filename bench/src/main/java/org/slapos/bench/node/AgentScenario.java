package org.slapos.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slapos.bench.Workplace;
import org.slapos.bench.measure.Goal;
import org.slapos.bench.measure.Memory;
import org.slapos.bench.measure.Quantity;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.measure.Side;
import org.slapos.bench.measure.WrongOutcomeException;

/**
 * From the request to the start of the buildout that fulfils it. Our agent stays and is woken by its Master; the reference
 * has nothing like it, so its {@code node instance} is started at the very moment of the request, not by the next minute.
 */
public final class AgentScenario implements Scenario {
  private static final int PARTITIONS = 100;
  private static final double MILLISECONDS = 1000;
  private static final double MEGABYTES = 200;
  private static final String BUILDOUT = """
      #!/bin/sh
      date +%s%N > begun
      mkdir -p etc/promise
      printf '#!/bin/sh\\necho fine\\n' > etc/promise/fine
      chmod 755 etc/promise/fine
      """;

  private final SideNodes sides;
  private final Process agent;

  public AgentScenario(Workplace place) throws IOException, InterruptedException {
    sides = new SideNodes(place, "a", PARTITIONS, "", BUILDOUT);
    sides.deploy();
    agent = start("agent", Side.OURS);
    awaitAgent();
  }

  private Process start(String verb, Side side) throws IOException {
    NodeFolder node = sides.node(side);
    var builder = new ProcessBuilder(node.command("node", verb)).directory(node.folder().toFile())
        .redirectErrorStream(true).redirectOutput(node.folder().resolve(verb + ".log").toFile());
    builder.environment().putAll(node.environment());
    return builder.start();
  }

  /** All jobs are done once at its start. */
  private void awaitAgent() throws IOException {
    Path log = sides.node(Side.OURS).folder().resolve("agent.log");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Files.readString(log).contains("Finished usage reports.")) {
      if (System.nanoTime() > deadline || !agent.isAlive()) {
        throw new WrongOutcomeException("The agent does not work: " + Files.readString(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  @Override
  public String title() {
    return ("from a request to the start of its deployment, %d partitions; ours with `node agent`, the reference with "
        + "`node instance` started by the requester").formatted(PARTITIONS);
  }

  @Override
  public List<Goal> goals() {
    return List.of(Goal.absolute(Quantity.WALL, MILLISECONDS), Goal.absolute(Quantity.MEMORY, MEGABYTES));
  }

  @Override
  public SequencedMap<Side, Round> rounds() {
    var rounds = new LinkedHashMap<Side, Round>();
    rounds.put(Side.OURS, number -> {
      Change change = change(Side.OURS, number);
      double wall = change.untilBegun();
      // The launcher becomes the agent, without changing its number.
      return Map.of(Quantity.WALL, wall, Quantity.MEMORY, Memory.mostOf(agent.pid()));
    });
    rounds.put(Side.NEW, number -> {
      Change change = change(Side.NEW, number);
      Process pass = start("instance", Side.NEW);
      double wall = change.untilBegun();
      double memory = Memory.mostOf(pass.pid());
      if (pass.waitFor() != 0) {
        throw new WrongOutcomeException("node instance ended with " + pass.exitValue());
      }
      return Map.of(Quantity.WALL, wall, Quantity.MEMORY, memory);
    });
    return rounds;
  }

  /** Asks for other parameters of an instance, another one in each round. */
  private Change change(Side side, int number) throws IOException {
    String title = sides.title(side, (number * 7) % PARTITIONS);
    String partition = sides.request(side, NodeFolder.RELEASE, title, Map.of()).id();
    Path begun = sides.node(side).folder().resolve("inst").resolve(partition).resolve("begun");
    String before = Files.readString(begun);
    long start = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    sides.request(side, NodeFolder.RELEASE, title, Map.of("round", Integer.toString(number + 1)));
    return new Change(begun, before, start);
  }

  /**
   * A change on its way.
   *
   * @param begun where buildout writes the time of its start
   * @param before what was there
   * @param start nanoseconds since 1970, before the request
   */
  private record Change(Path begun, String before, long start) {
    /** Milliseconds from the request to the start of buildout. */
    double untilBegun() throws IOException {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      String now = before;
      while (now.equals(before) || now.isBlank()) {
        if (System.nanoTime() > deadline) {
          throw new WrongOutcomeException("the deployment did not begin");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        now = Files.readString(begun);
      }
      return (Long.parseLong(now.strip()) - start) / 1e6;
    }
  }

  @Override
  public void close() {
    agent.destroy();
    agent.onExit().join();
    sides.close();
  }
}
