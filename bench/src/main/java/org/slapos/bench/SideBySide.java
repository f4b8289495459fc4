package org.slapos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.slapos.bench.command.ClientScenario;
import org.slapos.bench.command.SupplyScenario;
import org.slapos.bench.command.VersionScenario;
import org.slapos.bench.measure.Interleaved;
import org.slapos.bench.measure.Outcome;
import org.slapos.bench.measure.QuietMachine;
import org.slapos.bench.measure.Scenario;
import org.slapos.bench.node.AgentScenario;
import org.slapos.bench.node.DeploymentScenario;
import org.slapos.bench.node.IdlePassScenario;
import org.slapos.bench.node.MachineScenario;
import org.slapos.bench.node.PromisesScenario;
import org.slapos.bench.server.AllocationScenario;
import org.slapos.bench.server.FreshMasterScenario;
import org.slapos.bench.server.GrowthScenario;
import org.slapos.bench.server.NodesScenario;
import org.slapos.bench.server.ReadingScenario;
import org.slapos.bench.server.RepeatedRequestScenario;
import org.slapos.bench.table.Document;
import org.slapos.bench.table.Report;

/**
 * {@code bench/run [--write] [--busy] [--rounds=N] [GROUP|SCENARIO...]}: measures, and prints a table for each group of
 * scenarios. Ends with 1 if a goal is missed.
 */
public final class SideBySide {
  private static final int ROUNDS = 5;
  private static final int FEW = 4;
  private static final int MANY = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration ALL_PATIENCE = Duration.ofMinutes(10);

  private SideBySide() {}

  /** Sets a scenario up. */
  @FunctionalInterface
  private interface Preparation {
    Scenario prepare(Workplace place) throws IOException, InterruptedException;
  }

  /** Scenarios that are measured and shown together. */
  private enum Group {
    COMMANDS, MASTER, NODE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    SequencedMap<String, Preparation> scenarios() {
      return switch (this) {
        case COMMANDS -> commands();
        case MASTER -> master();
        case NODE -> node();
      };
    }
  }

  private static SequencedMap<String, Preparation> commands() {
    var scenarios = new LinkedHashMap<String, Preparation>();
    scenarios.put("version", VersionScenario::new);
    scenarios.put("help", ClientScenario::help);
    scenarios.put("service-list", ClientScenario::serviceList);
    scenarios.put("service-list-first", ClientScenario::firstServiceList);
    scenarios.put("request", ClientScenario::request);
    scenarios.put("supply", SupplyScenario::plain);
    scenarios.put("supply-tls", SupplyScenario::tls);
    return scenarios;
  }

  private static SequencedMap<String, Preparation> master() {
    var scenarios = new LinkedHashMap<String, Preparation>();
    scenarios.put("read", place -> ReadingScenario.computer(place, FEW, false));
    scenarios.put("read-many", place -> ReadingScenario.computer(place, MANY, false));
    scenarios.put("read-keep-alive", place -> ReadingScenario.computer(place, FEW, true));
    scenarios.put("partition", place -> ReadingScenario.partition(place, FEW, false));
    scenarios.put("partition-keep-alive", place -> ReadingScenario.partition(place, FEW, true));
    scenarios.put("allocate", AllocationScenario::new);
    scenarios.put("repeat", RepeatedRequestScenario::new);
    scenarios.put("fresh", FreshMasterScenario::new);
    scenarios.put("growth", GrowthScenario::new);
    scenarios.put("nodes", NodesScenario::new);
    return scenarios;
  }

  private static SequencedMap<String, Preparation> node() {
    var scenarios = new LinkedHashMap<String, Preparation>();
    scenarios.put("node-own-masters", IdlePassScenario::withOwnMasters);
    scenarios.put("node-our-master", IdlePassScenario::withOurMaster);
    scenarios.put("node-large", IdlePassScenario::large);
    scenarios.put("promises", PromisesScenario::new);
    scenarios.put("deploy", DeploymentScenario::new);
    scenarios.put("agent", AgentScenario::new);
    scenarios.put("format-first", MachineScenario::firstFormat);
    scenarios.put("format", MachineScenario::secondFormat);
    scenarios.put("collect", MachineScenario::collect);
    return scenarios;
  }

  public static void main(String[] words) throws Exception {
    var options = Arrays.stream(words).filter(word -> word.startsWith("--")).toList();
    var wanted = Arrays.stream(words).filter(word -> !word.startsWith("--")).toList();
    if (!known().containsAll(wanted)) {
      System.err.println("bench: the groups and their scenarios are " + String.join(", ", known()));
      System.exit(2);
    }
    int rounds = options.stream().filter(option -> option.startsWith("--rounds="))
        .mapToInt(option -> Integer.parseInt(option.substring("--rounds=".length()))).findFirst().orElse(ROUNDS);
    var machine = options.contains("--busy")
        ? new QuietMachine(Duration.ZERO, Duration.ZERO)
        : new QuietMachine(PATIENCE, ALL_PATIENCE);
    Path repository = Path.of(System.getProperty("bench.repository")).toAbsolutePath();
    boolean reached = true;
    for (var group : Group.values()) {
      var names = group.scenarios().sequencedKeySet().stream()
          .filter(name -> wanted.isEmpty() || wanted.contains(group.word()) || wanted.contains(name)).toList();
      if (!names.isEmpty()) {
        var outcomes = run(group, names, repository, machine, rounds);
        String text = Report.of(outcomes) + "\n%s, %d rounds, median (least–most); %s; %s.\n".formatted(
            LocalDate.now(ZoneOffset.UTC), rounds, Machine.describe(repository), machine.note());
        System.out.print(text);
        if (options.contains("--write") && names.size() == group.scenarios().size()) {
          Document.write(repository.resolve("docs/performance.md"), group.word(), text);
        }
        reached &= outcomes.stream().allMatch(outcome -> outcome.quantities().stream().allMatch(outcome::reached));
      }
    }
    System.exit(reached ? 0 : 1);
  }

  private static List<String> known() {
    return Arrays.stream(Group.values())
        .flatMap(group -> Stream.concat(Stream.of(group.word()), group.scenarios().sequencedKeySet().stream()))
        .toList();
  }

  private static List<Outcome> run(
      Group group, List<String> names, Path repository, QuietMachine machine, int rounds) throws Exception {
    Path folder = Files.createTempDirectory("bench");
    var outcomes = new ArrayList<Outcome>();
    try {
      for (var entry : group.scenarios().entrySet()) {
        if (names.contains(entry.getKey())) {
          System.err.println("bench: " + entry.getKey());
          try (var scenario = entry.getValue().prepare(new Workplace(repository, folder))) {
            outcomes.add(new Interleaved(rounds, machine).run(scenario));
          }
        }
      }
    } finally {
      delete(folder);
    }
    return outcomes;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
