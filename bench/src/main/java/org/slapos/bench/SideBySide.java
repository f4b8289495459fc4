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
import java.util.SequencedMap;
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
import org.slapos.bench.server.ReadingScenario;
import org.slapos.bench.table.Document;
import org.slapos.bench.table.Report;

/**
 * {@code bench/run [--write] [--rounds=N] [SCENARIO...]}: measures, and prints a table. Ends with 1 if a goal is missed.
 */
public final class SideBySide {
  private static final int ROUNDS = 9;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration ALL_PATIENCE = Duration.ofMinutes(10);

  private SideBySide() {}

  /** Sets a scenario up. */
  @FunctionalInterface
  private interface Preparation {
    Scenario prepare(Workplace place) throws IOException, InterruptedException;
  }

  private static SequencedMap<String, Preparation> scenarios() {
    var scenarios = new LinkedHashMap<String, Preparation>();
    scenarios.put("version", VersionScenario::new);
    scenarios.put("supply", SupplyScenario::plain);
    scenarios.put("supply-tls", SupplyScenario::tls);
    scenarios.put("read", place -> new ReadingScenario(place, false));
    scenarios.put("read-keep-alive", place -> new ReadingScenario(place, true));
    scenarios.put("allocate", AllocationScenario::new);
    scenarios.put("node", IdlePassScenario::withOwnMasters);
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
    if (!scenarios().keySet().containsAll(wanted)) {
      System.err.println("bench: the scenarios are " + String.join(", ", scenarios().sequencedKeySet()));
      System.exit(2);
    }
    int rounds = options.stream().filter(option -> option.startsWith("--rounds="))
        .mapToInt(option -> Integer.parseInt(option.substring("--rounds=".length()))).findFirst().orElse(ROUNDS);
    Path repository = Path.of(System.getProperty("bench.repository")).toAbsolutePath();
    var machine = new QuietMachine(PATIENCE, ALL_PATIENCE);
    var outcomes = run(wanted, repository, machine, rounds);
    String text = Report.of(outcomes) + "\n%s, %d rounds, median (least–most); %s; %s.\n".formatted(
        LocalDate.now(ZoneOffset.UTC), rounds, Machine.describe(repository), machine.note());
    System.out.print(text);
    if (options.contains("--write")) {
      Document.write(repository.resolve("docs/performance.md"), text);
    }
    boolean reached = outcomes.stream().allMatch(outcome -> outcome.quantities().stream().allMatch(outcome::reached));
    System.exit(reached ? 0 : 1);
  }

  private static List<Outcome> run(List<String> names, Path repository, QuietMachine machine, int rounds)
      throws Exception {
    Path folder = Files.createTempDirectory("bench");
    var outcomes = new ArrayList<Outcome>();
    try {
      for (var entry : scenarios().entrySet()) {
        if (!names.isEmpty() && !names.contains(entry.getKey())) {
          continue;
        }
        System.err.println("bench: " + entry.getKey());
        try (var scenario = entry.getValue().prepare(new Workplace(repository, folder))) {
          outcomes.add(new Interleaved(rounds, machine).run(scenario));
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
